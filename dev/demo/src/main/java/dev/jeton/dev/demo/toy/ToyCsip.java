package dev.jeton.dev.demo.toy;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.toy.ToyServer.Answer;
import dev.jeton.dev.demo.toy.ToyServer.Call;
import dev.jeton.dev.demo.toy.ToyServer.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Carrier of all the world's numbers and host of the example domains: it attests who holds an identifier, to the key that
 * the holder names.
 *
 * <p>{@code POST} {@value #ATTESTATIONS_PATH} with {@code {"csi":"tel:+14155550123","code":"...","jwk":{...}}} answers an
 * attestation ({@value CsiAttestation#MEDIA_TYPE}), if the code is the one that the holder of the identifier has received
 * ({@link PossessionCodes}). {@code GET} {@value #JWKS_PATH} tells the keys.
 */
public final class ToyCsip {
    public static final String ATTESTATIONS_PATH = "/v1/csi-attestations";
    static final String JWKS_PATH = "/.well-known/jwks.json";

    private static final List<String> NUMBER_PREFIXES = List.of("+1", "+2", "+3", "+4", "+5", "+6", "+7", "+8", "+9");
    private static final List<DomainName> MAIL_DOMAINS =
            List.of(new DomainName("example.com"), new DomainName("example.net"), new DomainName("example.org"));
    private static final Duration ATTESTATION_LIFE = Duration.ofDays(7);
    private static final int MAX_CODE_CHARS = 64;

    private final Csip self;
    private final JoseSigningKey key;
    private final PossessionCodes codes;
    private final InstantSource clock;
    private final EventLog log;

    ToyCsip(String name, JoseSigningKey key, PossessionCodes codes, InstantSource clock, EventLog log) {
        this.self = describe(name, JwkSet.of(key.publicKey()));
        this.key = key;
        this.codes = codes;
        this.clock = clock;
        this.log = log;
    }

    /** How those who trust it describe it. */
    public static Csip describe(String name, JwkSet keys) {
        return new Csip(name, keys, NUMBER_PREFIXES, MAIL_DOMAINS);
    }

    /**
     * Runs until it is killed.
     *
     * @param arguments a properties file with {@code name}, {@code port}, {@code certificate-file}, {@code key-file},
     *     {@code signing-key-file} and {@code possession-key-file}
     */
    public static void main(String[] arguments) throws IOException {
        ToyConfig config = ToyConfig.load(arguments);
        ToyCsip csip = new ToyCsip(
                config.string("name"),
                SigningKeyFile.load(config.path("signing-key-file")),
                new PossessionCodes(SealingKey.load(config.path("possession-key-file"))),
                InstantSource.system(),
                new EventLog("toy-csip", System.out, InstantSource.system()));
        csip.serve(config.server()).start();
    }

    ToyServer serve(ToyServer server) {
        return server.serve("POST", ATTESTATIONS_PATH, this::attest)
                .serve(
                        "GET",
                        JWKS_PATH,
                        call -> Answer.ok(
                                JwkSet.MEDIA_TYPE, self.keys().toJson().toBytes()));
    }

    private Answer attest(Call call) {
        JsonObject request = JsonObject.parse("request", call.body(), ToyServer.MAX_BODY_BYTES);
        Csi csi = Csi.parse("csi", request.string("csi", Csi.MAX_CHARS));
        JosePublicKey holdersKey = JosePublicKey.parse(request.object("jwk"));
        if (!self.mayAttest(csi) || !codes.isFor(csi, request.string("code", MAX_CODE_CHARS))) {
            log.write("csi-attestation", "refused");
            throw new Refusal(403, "Not known to hold this identifier");
        }
        CsiAttestation attestation =
                new CsiAttestation(self.issuer(), csi, holdersKey, Validity.of(clock.instant(), ATTESTATION_LIFE));
        log.write("csi-attestation", "issued");
        return Answer.ok(CsiAttestation.MEDIA_TYPE, Bytes.ofUtf8(attestation.sign(key)));
    }
}
