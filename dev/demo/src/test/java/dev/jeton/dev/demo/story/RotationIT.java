package dev.jeton.dev.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.dev.demo.world.Endpoint;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Epochs of a minute, two issuers, and apps that ask for tokens and spend them without a pause: nobody notices. */
class RotationIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration EPOCH = Duration.ofMinutes(1);
    private static final Duration AFTER_THE_SECOND_ROTATION = Duration.ofSeconds(8);
    private static final int APPS = 4;
    /** Four apps of one account, two tokens every two seconds each: 240 of its 300 in an epoch. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int TOKENS = 2;
    private static final Map<String, String> SHORT_EPOCHS = Map.of(
            "jeton.issuer.keys.epoch-length", EPOCH.toString(),
            "jeton.issuer.keys.grace", "PT5M",
            "jeton.issuer.keys.publish-ahead", "PT30S",
            "jeton.issuer.keys.refresh-every", "PT2S",
            "jeton.issuer.directory.cache-lifetime", "PT15S");

    /** Keys are fetched well before they sign, so that the ledger is armed ahead of the first token. */
    private static final Map<String, String> SOON_KNOWN = Map.of("jeton.redeemer.issuer-keys.refresh-interval", "PT5S");

    /** The epochs whose key stood first in a directory. */
    private final Set<Long> epochs = ConcurrentHashMap.newKeySet();

    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    @Test
    void twoRotations_whileAppsAskAndSpend_failNobody() throws Exception {
        try (RunDirectory run = RunDirectory.create("rotation-it")) {
            World world = World.start(
                    run,
                    Plan.ofThisBuild().with(Plan.ISSUER, SHORT_EPOCHS).with(Plan.LOOKUP, SOON_KNOWN),
                    new Silent(),
                    crash -> {
                        throw new AssertionError(crash.toString());
                    });
            HttpTransport transport = new Balancer(world, world.addIssuer());
            Instant start = CLOCK.instant();
            Instant end = start.truncatedTo(ChronoUnit.MINUTES)
                    .plus(EPOCH.multipliedBy(2))
                    .plus(AFTER_THE_SECOND_ROTATION);

            int spent = 0;
            ExecutorService threads = Executors.newFixedThreadPool(APPS);
            try {
                List<Future<Integer>> apps = new ArrayList<>();
                for (int app = 0; app < APPS; app++) {
                    TokenWallet wallet = TokenWallet.open(world.newDirectory("wallet"), CLOCK);
                    int number = app;
                    apps.add(threads.submit(() -> askAndSpend(world, transport, wallet, number, end)));
                }
                for (Future<Integer> app : apps) {
                    spent += app.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(refusals).isEmpty();
            assertThat(epochs).hasSize(3);
            assertThat(spent).isGreaterThan(APPS * TOKENS * 20);
        }
    }

    /** How many questions were answered: as many as there were tokens. */
    private static int askAndSpend(World world, HttpTransport transport, TokenWallet wallet, int app, Instant end)
            throws Exception {
        TokenScope scope =
                new TokenScope(world.issuerAt().origin(), world.lookupAt().origin());
        TokenIssuance issuance = new TokenIssuance(transport, scope.issuer(), new MspUser(world, world.alice()), CLOCK);
        LookupClient lookups = new LookupClient(transport, scope, wallet, world.trust(), CLOCK);
        int spent = 0;
        while (CLOCK.instant().isBefore(end)) {
            assertThat(issuance.request(scope.discoveryProvider(), TOKENS, wallet)
                            .tokens())
                    .isEqualTo(TOKENS);
            for (int i = 0; i < TOKENS; i++) {
                assertThat(lookups.lookup(csi(app, spent++)).mappings()).isEmpty();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return spent;
    }

    private static Csi csi(int app, int number) {
        return new Csi("tel:+1415555%d%03d".formatted(app, number));
    }

    /** Sends what is for the issuer to its replicas by turns, and notes what goes wrong below the SDK's retries. */
    private final class Balancer implements HttpTransport {
        private final World world;
        private final Endpoint other;
        private final AtomicInteger turn = new AtomicInteger();

        Balancer(World world, Endpoint other) {
            this.world = world;
            this.other = other;
        }

        @Override
        public Response send(Request request) throws NoAnswer, UntrustedAnswer {
            Response response = world.transport().send(routed(request));
            if (response.status() != 200) {
                refusals.add(request + ": " + response.status());
            }
            if (request.uri().getPath().equals(IssuerDirectory.PATH)) {
                epochs.add(IssuerDirectory.parse(response.body()).keys().get(0).epochId());
            }
            return response;
        }

        private Request routed(Request request) {
            URI first = world.issuerAt().origin().at("");
            if (request.uri().getPort() != first.getPort() || turn.getAndIncrement() % 2 == 0) {
                return request;
            }
            return new Request(
                    request.method(),
                    other.origin().at(request.uri().getPath()),
                    request.headers(),
                    request.body(),
                    request.maxResponseBytes(),
                    request.deadline());
        }
    }
}
