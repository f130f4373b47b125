package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A CSIP says that a CSI has another owner now, or none: the claims {@code iss}, {@code sub}, {@code aud},
 * {@code attested-before}, {@code iat} and {@code exp}.
 *
 * @param issuer the CSIP, by the name that {@link CsipTrust} gives it
 * @param attestedBefore every attestation of the CSI counts for nothing that was issued before this: in whole seconds, at
 *     most {@link Validity#CLOCK_SKEW} after it was signed
 * @param validity at most {@link Removal#MAX_LIFE}
 */
public record CsipRemoval(String issuer, Csi csi, Authority audience, Instant attestedBefore, Validity validity)
        implements Removal {
    public static final String TYPE = "csi-removal+jwt";

    private static final String ATTESTED_BEFORE = "attested-before";

    /** Drops fractions of seconds; {@link MalformedMessage} for what is out of its bounds. */
    public CsipRemoval {
        Csip.requireIssuer("iss", issuer);
        attestedBefore = attestedBefore.truncatedTo(ChronoUnit.SECONDS);
        validity.requireAtMost(MAX_LIFE);
        if (attestedBefore.isAfter(validity.issuedAt().plus(Validity.CLOCK_SKEW))) {
            throw MalformedMessage.of(ATTESTED_BEFORE, "too long after iat");
        }
    }

    static CsipRemoval parse(JsonObject payload) {
        return new CsipRemoval(
                payload.string("iss", Csip.MAX_ISSUER_CHARS),
                Csi.parse("sub", payload.string("sub", Csi.MAX_CHARS)),
                Authority.parse("aud", payload.string("aud", Authority.MAX_CHARS)),
                payload.time(ATTESTED_BEFORE),
                Validity.parse(payload));
    }

    /** The removal as a compact JWS, signed by the CSIP's {@code signingKey}. */
    public String sign(JoseSigningKey signingKey) {
        return sign(signingKey, Map.of());
    }

    /** The same for a number that is the CSIP's by {@code portRecord}, a {@link PortRecord} as a compact JWS. */
    public String sign(JoseSigningKey signingKey, String portRecord) {
        return sign(signingKey, Map.of(Mapping.PORT_HEADER, portRecord));
    }

    private String sign(JoseSigningKey signingKey, Map<String, String> headers) {
        JsonWriter payload = new JsonWriter()
                .put("iss", issuer)
                .put("sub", csi.uri())
                .put("aud", audience.name())
                .put(ATTESTED_BEFORE, attestedBefore);
        return signingKey.sign(TYPE, headers, validity.putInto(payload));
    }
}
