package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.await;
import static dev.jeton.issuer.it.IssuerProcess.problem;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Providers publish their keys themselves, well and badly. */
class KeysUrlIT {
    private static final DevAuthority.Identity IDENTITY =
            Stores.shared().authority.issue("keys");
    private static final KeysServer SERVER = new KeysServer("localhost", IDENTITY);
    /** With a certificate for localhost and 127.0.0.1. */
    private static final KeysServer MISNAMED = new KeysServer("127.0.0.2", IDENTITY);

    private static final KeysServer STRANGE =
            new KeysServer("localhost", DevAuthority.create(Stores.shared().run).issue("keys"));
    private static final KeysServer OLD = new KeysServer("localhost", IDENTITY, "TLSv1.2");

    private static final Path MSPS = Stores.shared().msps;

    private static final ToyMsp ROTATING = ToyMsp.named("rotating.example", JoseAlgorithm.EDDSA);
    private static final ToyMsp SILENT = ToyMsp.named("silent.example", JoseAlgorithm.EDDSA);
    private static final ToyMsp DEAD = ToyMsp.named("dead.example", JoseAlgorithm.EDDSA);
    private static final ToyMsp OF_A_STRANGER = ToyMsp.named("strange.example", JoseAlgorithm.EDDSA);
    private static final ToyMsp OUTDATED = ToyMsp.named("old.example", JoseAlgorithm.EDDSA);
    private static final ToyMsp UNTRUSTED = ToyMsp.named("untrusted.example", JoseAlgorithm.EDDSA);
    private static final JoseSigningKey THIEF = JoseSigningKey.generate(JoseAlgorithm.ES256);

    /** What goes wrong, and what is told of it. */
    private static final Map<String, Consumer<HttpServerRequest>> FAILURES = Map.of(
            "JWK set: not strict JSON", KeysServer.answer(200, Buffer.buffer("<html>")),
            "answered with status 500", KeysServer.answer(500, Buffer.buffer()),
            "answered with status 302", KeysServer.redirect(SERVER.url("/thief")),
            "more than 32768 bytes", KeysUrlIT::large);

    private static final Map<String, ToyMsp> FAILING = new HashMap<>();

    private final IssuerProcess issuer = Issuers.first();
    private final IssuerProcess replica = Issuers.second();

    /** All at once: each takes a second or two until it is known. */
    @BeforeAll
    static void register() throws IOException {
        Files.writeString(Stores.shared().policies.resolve("rotating.yaml"), Stores.policy(ROTATING, 5_000));
        register(ROTATING, "/rotating", KeysServer.keys(ROTATING.key()));
        register(SILENT, "/silent", request -> {});
        FAILURES.keySet().forEach(failure -> {
            ToyMsp msp = ToyMsp.named("failing-" + FAILING.size() + ".example", JoseAlgorithm.EDDSA);
            FAILING.put(failure, msp);
            register(msp, "/" + msp.host(), KeysServer.keys(msp.key()));
        });
        DEAD.register(MSPS, URI.create("https://localhost:" + FreePorts.next() + "/jwks"));
        MISNAMED.at("/jwks", KeysServer.keys(UNTRUSTED.key()));
        UNTRUSTED.register(MSPS, MISNAMED.url("/jwks"));
        STRANGE.at("/jwks", KeysServer.keys(OF_A_STRANGER.key()));
        OF_A_STRANGER.register(MSPS, STRANGE.url("/jwks"));
        OLD.at("/jwks", KeysServer.keys(OUTDATED.key()));
        OUTDATED.register(MSPS, OLD.url("/jwks"));
    }

    @AfterAll
    static void unregister() {
        FAILING.values().forEach(msp -> msp.unregister(MSPS));
        List.of(ROTATING, SILENT, DEAD, UNTRUSTED, OF_A_STRANGER, OUTDATED).forEach(msp -> msp.unregister(MSPS));
        SERVER.close();
        MISNAMED.close();
        STRANGE.close();
        OLD.close();
    }

    @Test
    void rotatedKeys_areFollowedByEveryReplica() {
        ToyMsp after = ToyMsp.named("rotating.example", JoseAlgorithm.ES256);
        await("known", () -> isAccepted(issuer, ROTATING) && isAccepted(replica, ROTATING));
        assertThat(refusal(issuer, after)).isEqualTo(ProblemType.ATTESTATION_INVALID);

        SERVER.at("/rotating", KeysServer.keys(after.key()));
        await("rotated", () -> isAccepted(issuer, after) && isAccepted(replica, after));
        assertThat(refusal(issuer, ROTATING)).isEqualTo(ProblemType.ATTESTATION_INVALID);
        assertThat(refusal(replica, ROTATING)).isEqualTo(ProblemType.ATTESTATION_INVALID);
    }

    @Test
    void keysThatCannotBeFetchedAgain_areKept_andTheCauseIsTold() {
        SERVER.at("/thief", KeysServer.keys(THIEF));
        await("known", () -> FAILING.values().stream().allMatch(this::isKnown));

        FAILURES.forEach((failure, behaviour) ->
                SERVER.at("/" + requireNonNull(FAILING.get(failure)).host(), behaviour));
        await("failing", () -> stale("kept") == FAILING.size());
        assertThat(FAILING.values()).allMatch(this::isKnown);
        // How long they are kept: FetchedKeysTest.
        FAILING.forEach((failure, msp) -> assertThat(failed(msp)).last().isEqualTo(failure));

        FAILING.values().forEach(msp -> SERVER.at("/" + msp.host(), KeysServer.keys(msp.key())));
        await(
                "back",
                () -> FAILING.values().stream()
                        .allMatch(msp -> issuer.log().contains("event=msp-keys-fetched-again msp=" + msp.uri())));
    }

    @Test
    void keysThatWereNeverFetched_areNoFaultOfTheDocument() {
        await(
                "tried",
                () -> List.of(DEAD, UNTRUSTED, OF_A_STRANGER, OUTDATED, SILENT).stream()
                        .allMatch(msp -> failed(msp).size() == 1));
        assertThat(failed(SILENT)).containsExactly("no answer within 5 seconds");
        await("refused", () -> problemShown(UNTRUSTED).contains("No subject alternative names matching IP address"));
        await("refused", () -> problemShown(OF_A_STRANGER).contains("unable to find valid certification path"));
        await("refused", () -> problemShown(OUTDATED).contains("protocol_version"));
        assertThat(issuer.log()).as("what is given up is no news").doesNotContain("StreamReset", "ERROR");
        for (ToyMsp msp : List.of(DEAD, UNTRUSTED, OF_A_STRANGER, OUTDATED, SILENT)) {
            HttpResponse<byte[]> answer = quota(issuer, msp);
            assertThat(problem(answer)).isEqualTo(ProblemType.MSP_KEYS_UNAVAILABLE);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(issuer.log()).doesNotContain("file=" + msp.host() + ".yaml last-good");
        }
    }

    private static void register(ToyMsp msp, String path, Consumer<HttpServerRequest> behaviour) {
        SERVER.at(path, behaviour);
        msp.register(MSPS, SERVER.url(path));
    }

    /** Ten million bytes and no end in sight. */
    private static void large(HttpServerRequest request) {
        request.response().setChunked(true).write(Buffer.buffer(new byte[10_000_000]));
    }

    private boolean isAccepted(IssuerProcess asked, ToyMsp msp) {
        return quota(asked, msp).statusCode() == 200;
    }

    /** Providers without a policy: known by what they are refused for. */
    private boolean isKnown(ToyMsp msp) {
        HttpResponse<byte[]> answer = quota(issuer, msp);
        return answer.statusCode() != 200 && problem(answer) == ProblemType.TIER_UNKNOWN;
    }

    private ProblemType refusal(IssuerProcess asked, ToyMsp msp) {
        return problem(quota(asked, msp));
    }

    private HttpResponse<byte[]> quota(IssuerProcess asked, ToyMsp msp) {
        return asked.get(asked.at("/v1/quota"), "Authorization", "Bearer " + asked.attest(msp, "somebody", "standard"));
    }

    /** To operators. */
    private String problemShown(ToyMsp msp) {
        HttpResponse<byte[]> shown = issuer.admin("GET", "/msps", "", Stores.ALICE.credential());
        return JsonObject.parse("msps", Bytes.of(shown.body()), 100_000).objects("msps", 99).stream()
                .filter(document -> document.string("msp", 99).equals(msp.uri().uri()))
                .map(document ->
                        document.object("keys").optionalString("problem", 999).orElse(""))
                .findFirst()
                .orElse("");
    }

    private int stale(String keys) {
        String metrics = new String(issuer.get(issuer.management("/q/metrics")).body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("jeton_issuer_msp_keys_stale{keys=\"" + keys + "\"}"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private List<String> failed(ToyMsp msp) {
        return issuer.log()
                .lines()
                .filter(line -> line.contains("event=msp-keys-not-fetched msp=" + msp.uri() + " "))
                .map(line -> line.substring(line.indexOf("cause=\"") + 7, line.lastIndexOf('"')))
                .toList();
    }
}
