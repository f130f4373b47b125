package dev.jeton.lookup.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.SealedClient;
import dev.jeton.lookup.testing.SealedClient.Opened;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider, asked through its gateway. */
@QuarkusTest
@WithTestResource(LookupStack.class)
class GatewayIT {
    private static final String MSP = "mimi://gateway-msp.example";
    private static final Csi NOBODY = new Csi("tel:+14155558199");

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final SealedClient sealed = new SealedClient(stack, client);

    @Test
    void keys_areTheSameForEverybody_andForCaches() throws Exception {
        HttpResponse<byte[]> first = client.send(client.request(SealedClient.GATEWAY));
        HttpResponse<byte[]> second = client.send(client.request(SealedClient.GATEWAY)
                .header("Accept", OhttpKeyConfigs.MEDIA_TYPE)
                .header("User-Agent", "somebody else"));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).contains(OhttpKeyConfigs.MEDIA_TYPE);
        assertThat(first.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
        assertThat(first.body()).isEqualTo(second.body());
        assertThat(OhttpKeyConfigs.parse(Bytes.of(first.body())).configs()).hasSize(1);
    }

    @Test
    void publishLookupRemove_workSealed_asTheyDoDirectly() throws Exception {
        Csi csi = new Csi("tel:+14155558101");
        TestOwner owner = new TestOwner(stack.csip(), csi);
        String mapping = owner.mapping(stack.dpAuthority(), 1, MSP);

        assertThat(sealed.send(sealed.publish(mapping)).inner().status()).isEqualTo(204);

        Opened found = sealed.send(sealed.lookup(client.coin(), csi));
        assertThat(found.inner().status()).isEqualTo(200);
        assertThat(found.inner().headers().all("content-type")).containsExactly(LookupAnswer.MEDIA_TYPE);
        assertThat(LookupAnswer.parse(found.inner().content()).mappings()).containsExactly(mapping);
        HttpResponse<byte[]> direct = client.lookup(client.coin(), csi);
        assertThat(found.inner().content()).isEqualTo(Bytes.of(direct.body()));

        assertThat(sealed.send(sealed.remove(owner.removal(stack.dpAuthority(), 2)))
                        .inner()
                        .status())
                .isEqualTo(204);
        assertThat(LookupAnswer.parse(sealed.send(sealed.lookup(client.coin(), csi))
                                .inner()
                                .content())
                        .mappings())
                .isEmpty();
    }

    @Test
    void token_isSpentOnceOnBothWays() throws Exception {
        DpClient.Coin coin = client.coin();
        sealed.send(sealed.lookup(coin, NOBODY));

        assertThat(DpClient.problem(client.lookup(coin, new Csi("tel:+14155558198"))))
                .isEqualTo(ProblemType.TOKEN_SPENT);
    }

    @Test
    void refusals_areSealed_andOfOneSizeWithAnswers() throws Exception {
        Csi csi = new Csi("tel:+14155558102");
        for (int i = 0; i < 3; i++) {
            client.publish(new TestOwner(stack.csip(), csi).mapping(stack.dpAuthority(), 1, MSP));
        }
        client.publish(new TestOwner(stack.csip(), new Csi("tel:+14155558103")).mapping(stack.dpAuthority(), 1));
        DpClient.Coin spent = client.coin();
        client.lookup(spent, NOBODY);

        List<Opened> answers = new ArrayList<>();
        answers.add(sealed.send(sealed.lookup(client.coin(), csi)));
        answers.add(sealed.send(sealed.lookup(client.coin(), new Csi("tel:+14155558103"))));
        answers.add(sealed.send(sealed.lookup(client.coin(), NOBODY)));
        answers.add(sealed.send(sealed.lookup(spent, csi)));
        answers.add(sealed.send(sealed.publish("no mapping")));
        answers.add(sealed.send(sealed.remove("no removal")));
        answers.add(sealed.send(sealed.request("GET", "/nowhere", "text/plain", Bytes.EMPTY)));

        assertThat(answers)
                .extracting(answer -> answer.inner().status())
                .containsExactly(200, 200, 200, 401, 422, 422, 404);
        assertThat(answers.get(3).problem()).isEqualTo(ProblemType.TOKEN_SPENT);
        assertThat(answers.get(3).inner().headers().all("www-authenticate")).isNotEmpty();
        assertThat(answers).extracting(answer -> answer.outer().body().length).containsOnly(16 * 1024 + 32);
        Set<Set<String>> headers = new HashSet<>();
        answers.forEach(answer ->
                headers.add(new TreeSet<>(answer.outer().headers().map().keySet())));
        assertThat(headers).hasSize(1);
    }

    @Test
    void replay_isRefused_sealed_andBeforeAnythingIsDone() throws Exception {
        DpClient.Coin coin = client.coin();
        OhttpClientRequest request = sealed.seal(sealed.lookup(coin, NOBODY));

        assertThat(sealed.exchange(request).inner().status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(sealed.exchange(request).problem()).isEqualTo(ProblemType.REQUEST_REPLAYED);
        }
        // Or the relay could use up the retries of whoever has lost his answer.
        assertThat(sealed.send(sealed.lookup(coin, NOBODY)).inner().status()).isEqualTo(200);
    }

    @Test
    void replays_atTheSameTime_oneIsAnswered() throws Exception {
        OhttpClientRequest request = sealed.seal(sealed.lookup(client.coin(), NOBODY));
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> race = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                race.add(() -> sealed.exchange(request).inner().status());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> outcome : senders.invokeAll(race)) {
                statuses.add(outcome.get());
            }
            assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void whatCannotBeOpened_isAnsweredAlike() throws Exception {
        Bytes good = sealed.seal(sealed.lookup(client.coin(), NOBODY)).encapsulated();
        byte[] changed = good.toArray();
        changed[changed.length - 1] ^= 1;
        byte[] otherKey = good.toArray();
        otherKey[0] ^= 1;
        byte[] otherSuite = good.toArray();
        otherSuite[6] = 2;
        Bytes forSomebodyElse = OhttpKeyPair.generate(sealed.key().keyId())
                .config()
                .encapsulate(Bytes.EMPTY)
                .encapsulated();

        List<Bytes> junk = List.of(
                Bytes.EMPTY,
                Bytes.of((byte) 1),
                good.slice(0, 40),
                Bytes.of(changed),
                Bytes.of(otherKey),
                Bytes.of(otherSuite),
                forSomebodyElse);
        for (Bytes encapsulated : junk) {
            HttpResponse<byte[]> response = sealed.post(encapsulated);
            assertThat(DpClient.problem(response)).isEqualTo(ProblemType.OHTTP_KEY);
            assertThat(new String(response.body(), UTF_8))
                    .contains("\"https://iana.org/assignments/http-problem-types#ohttp-key\"")
                    .doesNotContain("detail");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/lookups,405",
        "POST,/v1/mappings,405",
        "POST,/v1/lookups/,404",
        "POST,/v1/lookups?x=1,404",
        "GET,/q/health,404",
        "GET,/v1/admin/audit,404",
        "POST,/.well-known/ohttp-gateway,404",
        "GET,/.well-known/discovery-provider,404"
    })
    void target_thatIsNotOnTheList_isRefused(String method, String path, int status) throws Exception {
        assertThat(sealed.send(sealed.request(method, path, "application/json", Bytes.EMPTY))
                        .inner()
                        .status())
                .isEqualTo(status);
    }

    @Test
    void target_elsewhere_isForbidden() throws Exception {
        BinaryRequest ours = sealed.lookup(client.coin(), NOBODY);
        List<BinaryRequest> others = List.of(
                with(ours, "http", ours.authority(), ours.headers()),
                with(ours, "https", "other.example", ours.headers()),
                with(ours, "https", "localhost", ours.headers()),
                with(ours, "https", "", ours.headers()),
                with(ours, "https", "", ours.headers().with("host", "other.example")));
        for (BinaryRequest other : others) {
            assertThat(sealed.send(other).problem()).isEqualTo(ProblemType.TARGET_FORBIDDEN);
        }
        assertThat(sealed.send(with(ours, "https", "", ours.headers().with("host", ours.authority())))
                        .inner()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void innerRequest_thatIsMalformed_isRefusedSealed() throws Exception {
        for (Bytes message : List.of(Bytes.EMPTY, Bytes.ofUtf8("GET / HTTP/1.1"), Bytes.ofHex("ff"))) {
            OhttpClientRequest request = sealed.key().encapsulate(message);
            assertThat(sealed.exchange(request).problem()).isEqualTo(ProblemType.REQUEST_MALFORMED);
        }
        BinaryRequest lookup = sealed.lookup(client.coin(), NOBODY);
        assertThat(sealed.send(lookup.with("expect", "100-continue")).problem())
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(sealed.send(sealed.request("POST", "/v1/lookups", "text/plain", Bytes.EMPTY))
                        .problem())
                .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertThat(sealed.send(sealed.request("POST", "/v1/lookups", "application/json", Bytes.of(new byte[1025])))
                        .problem())
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
    }

    @Test
    void date_thatIsMissingOrFar_isRefused_andTheTimeIsTold() throws Exception {
        BinaryRequest lookup = sealed.lookup(client.coin(), NOBODY);
        Fields without = new Fields(lookup.headers().lines().stream()
                .filter(line -> !line.name().equals("date"))
                .toList());
        Instant now = Instant.now();
        List<Fields> bad = List.of(
                without,
                without.with("date", HttpDate.format(now.minus(Duration.ofMinutes(5)))),
                without.with("date", HttpDate.format(now.plus(Duration.ofMinutes(5)))),
                without.with("date", "yesterday"),
                lookup.headers().with("date", HttpDate.format(now)));
        for (Fields fields : bad) {
            Opened refused = sealed.send(with(lookup, "https", lookup.authority(), fields));
            assertThat(refused.problem()).isEqualTo(ProblemType.DATE);
            assertThat(HttpDate.parse(
                            "date", refused.inner().headers().all("date").get(0)))
                    .isBetween(now.minusSeconds(60), now.plusSeconds(60));
        }
    }

    @Test
    void gateway_takesNothingElse() throws Exception {
        HttpResponse<byte[]> put = client.send(client.request(SealedClient.GATEWAY)
                .header("Content-Type", OhttpClientRequest.MEDIA_TYPE)
                .PUT(BodyPublishers.ofString("x")));
        HttpResponse<byte[]> json = client.send(client.request(SealedClient.GATEWAY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        HttpResponse<byte[]> large = sealed.post(Bytes.of(new byte[16 * 1024 + 56]));
        HttpResponse<byte[]> slash = client.send(client.request(SealedClient.GATEWAY + "/"));

        assertThat(DpClient.problem(put)).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(put.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertThat(DpClient.problem(json)).isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertThat(DpClient.problem(large)).isEqualTo(ProblemType.BODY_TOO_LARGE);
        assertThat(DpClient.problem(slash)).isEqualTo(ProblemType.NOT_FOUND);
    }

    private static BinaryRequest with(BinaryRequest request, String scheme, String authority, Fields headers) {
        return new BinaryRequest(
                request.method(), scheme, authority, request.path(), headers, request.content(), request.trailers());
    }
}
