package dev.jeton.client.conformance;

import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom an issuer must not sign for: attestations that look right and are not. */
final class AttestationChecks {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration LIFE = Duration.ofMinutes(5);

    private AttestationChecks() {}

    static List<Check> all() {
        return List.of(new Check(
                "issuer-attestation",
                "no token without a valid attestation by a known MSP, for this issuer and epoch",
                AttestationChecks::refusesForgeries));
    }

    private static String refusesForgeries(Deployment deployment) throws Violation, ServiceFailure {
        Till till = deployment.till();
        IssuerDirectory.Key key = till.signingKey();
        Bytes batch = IssuerChecks.cart(deployment, key, 1).batch();
        Response none = till.order(batch, GenericBatchTokenRequest.MEDIA_TYPE, Optional.empty());
        Said.unlessRefused(none, ProblemType.ATTESTATION_MISSING, "no attestation");

        Map<String, Forgery> forgeries = forgeries(deployment, key);
        for (Map.Entry<String, Forgery> entry : forgeries.entrySet()) {
            Forgery forgery = entry.getValue();
            Said.unlessRefused(
                    IssuerChecks.order(till, batch, forgery.attestation()), forgery.demanded(), entry.getKey());
        }
        return "refused: none at all, and " + String.join(", ", forgeries.keySet());
    }

    private record Forgery(String attestation, ProblemType demanded) {}

    private static Map<String, Forgery> forgeries(Deployment deployment, IssuerDirectory.Key key) {
        Target.Attester attester = deployment.target().attester();
        JoseSigningKey ownKey = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        SenderAttestation good = deployment.till().attestation(Till.newSender(), key);
        Validity past = Validity.of(deployment.now().minus(AN_HOUR), LIFE);

        Map<String, Forgery> forgeries = new LinkedHashMap<>();
        forgeries.put("another key's", new Forgery(good.sign(ownKey), ProblemType.ATTESTATION_INVALID));
        forgeries.put(
                "alg none",
                new Forgery(unsigned(good.sign(attester.key()), attester.key()), ProblemType.ATTESTATION_INVALID));
        forgeries.put(
                "an expired one",
                new Forgery(
                        with(good, good.issuer(), good.epoch(), good.audience(), past)
                                .sign(attester.key()),
                        ProblemType.ATTESTATION_EXPIRED));
        forgeries.put(
                "one for another issuer",
                new Forgery(
                        with(good, good.issuer(), good.epoch(), "https://elsewhere.example", good.validity())
                                .sign(attester.key()),
                        ProblemType.ATTESTATION_INVALID));
        forgeries.put(
                "one for another epoch",
                new Forgery(
                        with(good, good.issuer(), 1, good.audience(), good.validity())
                                .sign(attester.key()),
                        ProblemType.ATTESTATION_WRONG_EPOCH));
        forgeries.put(
                "an unknown MSP's",
                new Forgery(
                        with(good, new MspUri("mimi://unknown.example"), good.epoch(), good.audience(), good.validity())
                                .sign(ownKey),
                        ProblemType.MSP_UNKNOWN));
        return forgeries;
    }

    private static SenderAttestation with(
            SenderAttestation good, MspUri msp, long epoch, String audience, Validity validity) {
        return SenderAttestation.forSender(msp, good.subject(), epoch, audience, good.tier(), validity);
    }

    /** {@code signed} with a header that says it needs no signature (RFC 8725, Section 2.1). */
    private static String unsigned(String signed, JoseSigningKey key) {
        Bytes header = new JsonWriter()
                .put("alg", "none")
                .put("kid", key.publicKey().thumbprint())
                .put("typ", SenderAttestation.TYPE)
                .toBytes();
        return header.toBase64Url() + signed.substring(signed.indexOf('.'), signed.lastIndexOf('.') + 1);
    }
}
