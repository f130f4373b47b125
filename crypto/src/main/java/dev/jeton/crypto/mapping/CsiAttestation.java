package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import java.time.Duration;

/**
 * A CSIP's word that a CSI belongs to the holder of a key: the claims {@code iss}, {@code sub}, {@code cnf.jwk} (RFC
 * 7800, Section 3.2), {@code iat} and {@code exp}.
 *
 * @param issuer the CSIP, by the name that {@link CsipTrust} gives it
 * @param key the owner's key, which signs mappings
 * @param validity at most {@link #MAX_LIFE}
 */
public record CsiAttestation(String issuer, Csi csi, JosePublicKey key, Validity validity) {
    public static final String TYPE = "csi-attestation+jwt";
    public static final String MEDIA_TYPE = "application/" + TYPE;
    public static final Duration MAX_LIFE = Duration.ofDays(30);
    /** The most characters that an attestation has as a compact JWS. */
    public static final int MAX_CHARS = 2048;

    /** Refuses an issuer that can be no CSIP and a life that is too long with {@code MalformedMessage}. */
    public CsiAttestation {
        Csip.requireIssuer("iss", issuer);
        validity.requireAtMost(MAX_LIFE);
    }

    static CsiAttestation parse(JsonObject payload) {
        return new CsiAttestation(
                payload.string("iss", Csip.MAX_ISSUER_CHARS),
                Csi.parse(payload.pathOf("sub"), payload.string("sub", Csi.MAX_CHARS)),
                JosePublicKey.parse(payload.object("cnf").object("jwk")),
                Validity.parse(payload));
    }

    /** The attestation as a compact JWS, signed by the CSIP's {@code signingKey}. */
    public String sign(JoseSigningKey signingKey) {
        JsonWriter payload = new JsonWriter()
                .put("iss", issuer)
                .put("sub", csi.uri())
                .put("cnf", new JsonWriter().put("jwk", key.toJwk()));
        return signingKey.sign(TYPE, validity.putInto(payload));
    }
}
