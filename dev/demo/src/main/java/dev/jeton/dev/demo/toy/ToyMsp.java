package dev.jeton.dev.demo.toy;

import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.toy.Accounts.Account;
import dev.jeton.dev.demo.toy.ToyServer.Answer;
import dev.jeton.dev.demo.toy.ToyServer.Call;
import dev.jeton.dev.demo.toy.ToyServer.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A messaging provider with a handful of users, which attests them to token issuers. It learns that a user wants tokens,
 * and never what for.
 *
 * <p>{@code POST} {@value #ATTESTATIONS_PATH} with a user's name and password (RFC 7617) and
 * {@code {"issuer":"https://issuer.example","epoch":1767225600}} answers an attestation ({@code application/jwt}). The
 * epoch is the issuer's, from its directory. A user who names another one gets a pseudonym that the issuer refuses now,
 * and never a second pseudonym for the same epoch. {@code GET} {@value #JWKS_PATH} tells the keys.
 */
public final class ToyMsp {
    public static final String ATTESTATIONS_PATH = "/v1/attestations";
    static final String JWKS_PATH = "/.well-known/jwks.json";

    private static final Duration ATTESTATION_LIFE = Duration.ofMinutes(5);
    private static final int MAX_URL_CHARS = 256;
    private static final Map<String, String> ASK_FOR_PASSWORD =
            Map.of("WWW-Authenticate", "Basic realm=\"toy MSP\", charset=\"UTF-8\"");

    private final Identity identity;
    private final Accounts accounts;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;
    private final EventLog log;

    /** The provider's name and the key that speaks for it. */
    record Identity(MspUri name, JoseSigningKey key) {}

    ToyMsp(Identity identity, Accounts accounts, Pseudonyms pseudonyms, InstantSource clock, EventLog log) {
        this.identity = identity;
        this.accounts = accounts;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Runs until it is killed.
     *
     * @param arguments a properties file with {@code name}, {@code port}, {@code certificate-file}, {@code key-file},
     *     {@code signing-key-file}, {@code pseudonym-key-file} and {@code accounts-file}
     */
    public static void main(String[] arguments) throws IOException {
        ToyConfig config = ToyConfig.load(arguments);
        ToyMsp msp = new ToyMsp(
                new Identity(
                        MspUri.parse("name", config.string("name")),
                        SigningKeyFile.load(config.path("signing-key-file"))),
                Accounts.load(config.path("accounts-file")),
                new Pseudonyms(SealingKey.load(config.path("pseudonym-key-file"))),
                InstantSource.system(),
                new EventLog("toy-msp", System.out, InstantSource.system()));
        msp.serve(config.server()).start();
    }

    ToyServer serve(ToyServer server) {
        return server.serve("POST", ATTESTATIONS_PATH, this::attest)
                .serve(
                        "GET",
                        JWKS_PATH,
                        call -> Answer.ok(
                                JwkSet.MEDIA_TYPE,
                                JwkSet.of(identity.key().publicKey()).toJson().toBytes()));
    }

    private Answer attest(Call call) {
        Optional<Account> account = call.authorization().flatMap(accounts::authenticate);
        if (account.isEmpty()) {
            log.write("attestation", "refused");
            throw new Refusal(401, "No user of this provider", ASK_FOR_PASSWORD);
        }
        JsonObject request = JsonObject.parse("request", call.body(), ToyServer.MAX_BODY_BYTES);
        String issuer = request.string("issuer", MAX_URL_CHARS);
        long epoch = request.integer("epoch", 0, Long.MAX_VALUE);
        SenderAttestation attestation = SenderAttestation.forSender(
                identity.name(),
                pseudonyms.of(account.get().name(), issuer, epoch),
                epoch,
                issuer,
                account.get().tier(),
                Validity.of(clock.instant(), ATTESTATION_LIFE));
        log.write("attestation", "issued");
        return Answer.ok("application/jwt", Bytes.ofUtf8(attestation.sign(identity.key())));
    }
}
