package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.PendingVoprfToken;
import dev.jeton.crypto.token.PendingVoprfTokens;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.token.VoprfTokenRequest;
import dev.jeton.crypto.token.VoprfTokenResponse;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tokens of type 0x0001: an issuer that offers them, on the stores that the others use too, and one that does not. */
class VoprfIT {
    private static final TokenChallenge CHALLENGE =
            TokenChallenge.of(TokenType.VOPRF, "issuer.example", "dp.example", 0);

    private static final IssuerProcess PLAIN = Issuers.first();
    private static final Path FILES = Stores.shared().run.newDirectory("voprf-keys");
    private static final VoprfTokenSecretKey SECRET_KEY = VoprfTokenSecretKey.generate();
    private static final IssuerProcess OFFERING = offering();

    private final VoprfTokenPublicKey key =
            OFFERING.directory().voprfKeys().get(0).publicKey();

    private static IssuerProcess offering() {
        Path sealingKeyFile = Stores.shared().run.path().resolve("voprf-sealing-key");
        byte[] bytes = new byte[SealingKey.KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        IssuerDirectory.Key epoch = PLAIN.signingKey();
        try {
            Files.write(sealingKeyFile, bytes);
            VoprfKeyDirectory files = new VoprfKeyDirectory(FILES, SealingKey.of(bytes));
            files.write(new VoprfEpochKey(
                    SECRET_KEY,
                    new IssuerDirectory.VoprfKey(SECRET_KEY.publicKey(), epoch.notBefore(), epoch.notAfter())));
            // Bad neighbours, which must not keep the good one from serving.
            Files.writeString(FILES.resolve("junk.json"), "{");
            VoprfTokenSecretKey misfit = besides(SECRET_KEY);
            files.write(new VoprfEpochKey(
                    misfit,
                    new IssuerDirectory.VoprfKey(
                            misfit.publicKey(), epoch.notBefore().plusSeconds(1), epoch.notAfter())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        IssuerProcess issuer = IssuerProcess.on(
                Issuers.database(),
                "voprf",
                Map.of(
                        "jeton.issuer.voprf.key-directory", FILES.toString(),
                        "jeton.issuer.voprf.sealing-key-file", sealingKeyFile.toString(),
                        "jeton.issuer.voprf.refresh-every", "PT1S"));
        IssuerProcess.await(
                "both bad files refused",
                () -> issuer.log().contains("event=voprf-key-refused file=junk.json")
                        && issuer.log().contains("problem=\"not-before, not-after: the epoch is"));
        return issuer;
    }

    /** A key with another truncated id than {@code other}'s, which would be refused for that. */
    private static VoprfTokenSecretKey besides(VoprfTokenSecretKey other) {
        VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
        boolean collides = key.publicKey()
                .keyId()
                .truncated()
                .equals(other.publicKey().keyId().truncated());
        return collides ? besides(other) : key;
    }

    @Test
    void offByDefault_nothingIsListedAndNothingIsSigned() {
        String attestation = PLAIN.attest(Stores.ES, "voprf-off", "standard");
        Bytes single = PendingVoprfToken.blind(SECRET_KEY.publicKey(), CHALLENGE.digest(), nonce())
                .request()
                .encode();

        assertThat(PLAIN.directory().voprfKeys()).isEmpty();
        assertThat(problem(PLAIN.post(TokenRequest.MEDIA_TYPE, attestation, single)))
                .isEqualTo(ProblemType.TOKEN_TYPE_UNSUPPORTED);
        assertThat(problem(PLAIN.post(
                        AmortizedBatchTokenRequest.MEDIA_TYPE,
                        attestation,
                        pending(2).request().encode())))
                .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertThat(left(PLAIN, attestation)).isEqualTo(40);
    }

    @Test
    void directory_listsBothTypes_theOneToUseFirst_withOneEpoch() {
        IssuerDirectory directory = OFFERING.directory();

        assertThat(directory.keys().get(0)).isEqualTo(PLAIN.signingKey());
        assertThat(directory.voprfKeys()).hasSize(1);
        assertThat(directory.voprfKeys().get(0).publicKey()).isEqualTo(SECRET_KEY.publicKey());
        assertThat(directory.voprfKeys().get(0).epochId())
                .isEqualTo(directory.keys().get(0).epochId());
    }

    @Test
    void batch_givesTokensThatTheSecretKeyVerifies() {
        PendingVoprfTokens pending = pending(20);
        HttpResponse<byte[]> response = batch(OFFERING.attest(Stores.ES, "voprf-batch", "standard"), pending);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(AmortizedBatchTokenResponse.MEDIA_TYPE);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=20;");
        assertThat(pending.finish(AmortizedBatchTokenResponse.parse(Bytes.of(response.body()))))
                .hasSize(20)
                .allMatch(SECRET_KEY::verify);
    }

    @Test
    void single_givesATokenThatTheSecretKeyVerifies() {
        PendingVoprfToken pending = PendingVoprfToken.blind(key, CHALLENGE.digest(), nonce());
        HttpResponse<byte[]> response = OFFERING.post(
                VoprfTokenRequest.MEDIA_TYPE,
                OFFERING.attest(Stores.ES, "voprf-single", "standard"),
                pending.request().encode());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(TokenResponse.MEDIA_TYPE);
        assertThat(SECRET_KEY.verify(pending.finish(VoprfTokenResponse.parse(Bytes.of(response.body())))))
                .isTrue();
    }

    @Test
    void quota_isOneForBothTypes_wherever() {
        String attestation = OFFERING.attest(Stores.ES, "voprf-quota", "standard");
        HttpResponse<byte[]> blindRsa = PLAIN.batch(
                attestation, Pending.of(PLAIN.signingKey().publicKey(), 15).encode());
        HttpResponse<byte[]> voprf = batch(attestation, pending(20));

        assertThat(blindRsa.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=25;");
        assertThat(voprf.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=5;");
        assertThat(problem(batch(attestation, pending(6)))).isEqualTo(ProblemType.QUOTA_EXCEEDED);
        assertThat(problem(OFFERING.batch(
                        attestation,
                        Pending.of(PLAIN.signingKey().publicKey(), 6).encode())))
                .isEqualTo(ProblemType.QUOTA_EXCEEDED);
        assertThat(batch(attestation, pending(5)).statusCode()).isEqualTo(200);
        assertThat(left(PLAIN, attestation)).isZero();
    }

    @Test
    void sameBatchAgain_isAnsweredAgainAndChargedOnce() {
        String attestation = OFFERING.attest(Stores.ES, "voprf-again", "standard");
        PendingVoprfTokens pending = pending(10);
        HttpResponse<byte[]> lost = batch(attestation, pending);
        HttpResponse<byte[]> again = batch(attestation, pending);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(left(OFFERING, attestation)).isEqualTo(30);
        // The same elements; another proof of them, and either is good.
        assertThat(elements(again)).isEqualTo(elements(lost));
        assertThat(pending.finish(AmortizedBatchTokenResponse.parse(Bytes.of(again.body()))))
                .hasSize(10);
    }

    @Test
    void badRequests_areRefusedAtNoCharge() {
        String attestation = OFFERING.attest(Stores.ES, "voprf-bad", "standard");
        Bytes good = pending(3).request().encode();
        Bytes offCurve = Bytes.concat(
                good.slice(0, 5 + 49), Bytes.ofHex("02" + "00".repeat(47) + "01"), good.slice(5 + 98, good.size()));
        Bytes identity =
                Bytes.concat(good.slice(0, 5 + 49), Bytes.ofHex("00".repeat(49)), good.slice(5 + 98, good.size()));
        Bytes notBelowThePrime = Bytes.concat(
                good.slice(0, 5 + 49), Bytes.ofHex("03" + "ff".repeat(48)), good.slice(5 + 98, good.size()));

        for (Bytes body : List.of(
                offCurve, identity, notBelowThePrime, good.slice(0, good.size() - 1), Bytes.concat(good, Bytes.of((byte)
                        0)))) {
            assertThat(problem(OFFERING.post(AmortizedBatchTokenRequest.MEDIA_TYPE, attestation, body)))
                    .isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
        }
        byte[] otherKey = good.toArray();
        otherKey[2] ^= 1;
        assertThat(problem(OFFERING.post(AmortizedBatchTokenRequest.MEDIA_TYPE, attestation, Bytes.of(otherKey))))
                .isEqualTo(ProblemType.TOKEN_KEY_NOT_SIGNING);
        assertThat(problem(batch(attestation, pending(21)))).isEqualTo(ProblemType.BATCH_TOO_LARGE);
        assertThat(problem(OFFERING.post(
                        AmortizedBatchTokenRequest.MEDIA_TYPE, attestation, Bytes.of(new byte[50 * 49 + 6]))))
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
        assertThat(problem(OFFERING.post(GenericBatchTokenRequest.MEDIA_TYPE, attestation, mixed())))
                .isEqualTo(ProblemType.TOKEN_TYPE_UNSUPPORTED);
        assertThat(left(OFFERING, attestation)).isEqualTo(40);
    }

    @Test
    void logAndMetrics_sayHowTheFilesAreAndNothingOfTheKey() {
        batch(OFFERING.attest(Stores.ES, "voprf-log", "standard"), pending(1));
        String metrics =
                new String(OFFERING.get(OFFERING.management("/q/metrics")).body(), StandardCharsets.UTF_8);

        assertThat(metrics).contains("jeton_issuer_voprf_keys_refused 2.0", "jeton_issuer_voprf_keys_ahead 0.0");
        String sealed = sealedKey();
        assertThat(OFFERING.log() + metrics).doesNotContain(sealed, sealed.substring(0, 16));
        assertThat(OFFERING.log()).contains("event=voprf-keys-loaded count=1");
    }

    @Test
    void fileThatGoes_takesItsKey_andComesBackWithIt() throws IOException {
        Path file = FILES.resolve(VoprfKeyDirectory.fileName(PLAIN.signingKey().epochId()));
        String attestation = OFFERING.attest(Stores.ES, "voprf-file", "standard");
        Path hidden = FILES.resolve(".hidden.json");
        Files.move(file, hidden);
        IssuerProcess.await("gone", () -> OFFERING.directory().voprfKeys().isEmpty());
        assertThat(problem(batch(attestation, pending(1)))).isEqualTo(ProblemType.TOKEN_KEY_NOT_SIGNING);

        Files.move(hidden, file);
        IssuerProcess.await("back", () -> OFFERING.directory().voprfKeys().size() == 1);
        assertThat(batch(attestation, pending(1)).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<byte[]> batch(String attestation, PendingVoprfTokens pending) {
        return OFFERING.post(
                AmortizedBatchTokenRequest.MEDIA_TYPE,
                attestation,
                pending.request().encode());
    }

    private static PendingVoprfTokens pending(int count) {
        return PendingVoprfTokens.blind(
                SECRET_KEY.publicKey(),
                CHALLENGE.digest(),
                Stream.generate(VoprfIT::nonce).limit(count).toList());
    }

    private static Nonce nonce() {
        return OneTimeKey.generate().nonce();
    }

    private static List<Bytes> elements(HttpResponse<byte[]> response) {
        return AmortizedBatchTokenResponse.parse(Bytes.of(response.body())).evaluation().evaluatedElements().stream()
                .map(element -> element.encode())
                .toList();
    }

    /** An element of type 0x0002 and one of type 0x0001, which the draft would allow. */
    private static Bytes mixed() {
        Bytes first =
                Pending.of(PLAIN.signingKey().publicKey(), 1).requests().get(0).encode();
        Bytes second = PendingVoprfToken.blind(SECRET_KEY.publicKey(), CHALLENGE.digest(), nonce())
                .request()
                .encode();
        return Bytes.concat(Bytes.ofHex("4137"), first, second);
    }

    private static String sealedKey() {
        try {
            String file = Files.readString(
                    FILES.resolve(VoprfKeyDirectory.fileName(PLAIN.signingKey().epochId())));
            return Optional.of(file)
                    .map(text -> text.substring(text.indexOf("sealed-secret-key") + 20, text.length() - 2))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int left(IssuerProcess issuer, String attestation) {
        HttpResponse<byte[]> quota = issuer.get(issuer.at("/v1/quota"), "Authorization", "Bearer " + attestation);
        return (int) JsonObject.parse("quota", Bytes.of(quota.body()), 1000).integer("left", 0, 1000);
    }
}
