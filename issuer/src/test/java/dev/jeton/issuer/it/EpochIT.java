package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevPostgres;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to the keys of two replicas on a database of their own. */
class EpochIT {
    private static final DevPostgres.Database DATABASE =
            Stores.shared().postgres.createDatabase("epochs", "epochs");
    private static final Map<String, String> NO_OPERATORS = Map.of("jeton.admin.operators-directory", "");
    private static final CompletableFuture<IssuerProcess> SECOND =
            CompletableFuture.supplyAsync(() -> IssuerProcess.on(DATABASE, "epochs-second", NO_OPERATORS));
    private static final IssuerProcess FIRST = IssuerProcess.on(DATABASE, "epochs-first");

    private final List<IssuerProcess> replicas = List.of(FIRST, SECOND.join());

    @Test
    void retiredEpoch_signsNowhere_isListedEverywhere_andIsFollowedByAnother() {
        IssuerDirectory.Key old = FIRST.signingKey();
        String attestation = FIRST.attest(Stores.ES, "retired", "standard");
        Pending pending = Pending.of(old.publicKey(), 2);
        assertThat(FIRST.batch(attestation, pending.encode()).statusCode()).isEqualTo(200);

        retire(old.epochId());
        IssuerDirectory after = awaitSameDirectory(old);

        assertThat(after.retiredKeys()).contains(old.publicKey().keyId());
        assertThat(epoch(FIRST, old.epochId()).string("state", 10)).isEqualTo("retired");
        IssuerDirectory.Key fresh = after.keys().get(0);
        assertThat(fresh.epochId()).isGreaterThan(old.epochId());
        assertThat(fresh.notAfter()).isEqualTo(old.notAfter());
        for (IssuerProcess replica : replicas) {
            // Not even the batch that was paid: whoever asked for it has to start again.
            assertThat(problem(replica.batch(attestation, pending.encode())))
                    .isEqualTo(ProblemType.ATTESTATION_WRONG_EPOCH);
            Pending anew = Pending.of(fresh.publicKey(), 40);
            String pseudonym = "retired-" + replica.port();
            String fresher = replica.attest(Stores.ES, pseudonym, "business");
            // A replica that has just come to know the key joins its counters first.
            IssuerProcess.await(
                    "issuing", () -> replica.batch(fresher, anew.encode()).statusCode() == 200);
            assertThat(anew.finish(replica.batch(fresher, anew.encode()).body()))
                    .allMatch(fresh.publicKey()::verify);
        }
    }

    @Test
    void epochs_areWhatTheDirectoryAndTheCountersSay_forAnybody() {
        IssuerDirectory.Key key = SECOND.join().signingKey();
        String attestation = FIRST.attest(Stores.ES, "counted", "business");
        for (int i = 0; i < 3; i++) {
            Pending pending = Pending.of(key.publicKey(), 50);
            IssuerProcess.await(
                    "issuing", () -> FIRST.batch(attestation, pending.encode()).statusCode() == 200);
        }

        for (IssuerProcess replica : replicas) {
            IssuerProcess.await("counted", () -> tokensAtMost(epoch(replica, key.epochId())) >= 150);
            JsonObject signing = epoch(replica, key.epochId());
            assertThat(tokensAtMost(signing)).isEqualTo(tokensAtMost(signing) / 10 * 10);
            assertThat(signing.string("state", 10)).isEqualTo("signing");
            assertThat(signing.time("not-before")).isEqualTo(key.notBefore());
            assertThat(signing.time("not-after")).isEqualTo(key.notAfter());
            assertThat(signing.string("token-key-id", 43))
                    .isEqualTo(key.publicKey().keyId().value().toBase64Url());
            JsonObject next = epoch(replica, signing.integer("end", 0, Long.MAX_VALUE));
            assertThat(next.string("state", 10)).isEqualTo("ahead");
            assertThat(tokensAtMost(next)).isEqualTo(100);
        }

        JsonObject shown = shownToOperators(key.epochId());
        assertThat(shown.integer("tokens", 0, 9999)).isEqualTo(150);
        assertThat(shown.string("state", 99)).isEqualTo("signing");
        assertThat(shown.string("quota-store", 99)).isEqualTo("served");
        assertThat(shown.string("token-key-id", 43))
                .isEqualTo(key.publicKey().keyId().value().toBase64Url());
    }

    private static JsonObject epoch(IssuerProcess replica, long id) {
        HttpResponse<byte[]> answer = replica.get(replica.at("/v1/epochs"));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=5");
        return JsonObject.parse("epochs", Bytes.of(answer.body()), 100_000).objects("epochs", 100).stream()
                .filter(epoch -> epoch.integer("epoch", 0, Long.MAX_VALUE) == id)
                .findAny()
                .orElseThrow();
    }

    private static long tokensAtMost(JsonObject epoch) {
        return epoch.has("tokens-at-most") ? epoch.integer("tokens-at-most", 0, Long.MAX_VALUE) : 0;
    }

    @Test
    void operatorsOfAReplicaThatHasNone_findNothing() {
        String alice = Stores.ALICE.credential();
        for (String path : List.of("", "/", "/msps", "/epochs/1/retirement", "/nothing")) {
            for (String method : List.of("GET", "PUT", "DELETE")) {
                assertThat(problem(SECOND.join().admin(method, path, "", alice)))
                        .as(method + path)
                        .isEqualTo(ProblemType.NOT_FOUND);
            }
        }
    }

    @Test
    void epochThatIsNone_cannotBeRetired() {
        assertThat(problem(retirement("1"))).isEqualTo(ProblemType.EPOCH_UNKNOWN);
        assertThat(problem(retirement("now"))).isEqualTo(ProblemType.NOT_FOUND);
    }

    private static JsonObject shownToOperators(long id) {
        HttpResponse<byte[]> epochs = FIRST.admin("GET", "/epochs", "", Stores.ALICE.credential());
        return JsonObject.parse("epochs", Bytes.of(epochs.body()), 100_000).objects("epochs", 99).stream()
                .filter(epoch -> epoch.integer("epoch", 0, Long.MAX_VALUE) == id)
                .findFirst()
                .orElseThrow();
    }

    /** The directory that all replicas serve without {@code old}, while keys come and go. */
    private IssuerDirectory awaitSameDirectory(IssuerDirectory.Key old) {
        IssuerProcess.await("the same directory on all replicas", () -> {
            List<HttpResponse<byte[]>> answers = replicas.stream()
                    .map(replica -> replica.get(replica.at(IssuerDirectory.PATH)))
                    .toList();
            IssuerDirectory directory = FIRST.directory();
            return answers.stream().allMatch(answer -> answer.statusCode() == 200)
                    && new String(answers.get(0).body(), UTF_8)
                            .equals(new String(answers.get(1).body(), UTF_8))
                    && directory.keys().get(0).isValidAt(Instant.now())
                    && !directory.keys().contains(old);
        });
        return FIRST.directory();
    }

    private static void retire(long epochId) {
        HttpResponse<byte[]> retired = retirement(Long.toString(epochId));
        assertThat(retired.statusCode()).isEqualTo(200);
        assertThat(JsonObject.parse("epoch", Bytes.of(retired.body()), 4096).string("state", 99))
                .isEqualTo("retired");
    }

    private static HttpResponse<byte[]> retirement(String epoch) {
        return FIRST.admin(
                "POST",
                "/epochs/" + epoch + "/retirement",
                "{\"reason\":\"somebody may have the key\"}",
                Stores.ALICE.credential());
    }
}
