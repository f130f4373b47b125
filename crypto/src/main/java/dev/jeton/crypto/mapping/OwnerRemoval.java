package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * An owner takes back what he published with this key: the claims {@code sub}, {@code aud}, {@code seq}, {@code iat} and
 * {@code exp}.
 *
 * @param sequence all mappings up to this one go, and none of them comes back
 * @param validity at most {@link Removal#MAX_LIFE}
 */
public record OwnerRemoval(Csi csi, Authority audience, long sequence, Validity validity)
        implements Removal, OwnerStatement {
    public static final String TYPE = "mapping-removal+jwt";

    /** Refuses a sequence number out of range and a life that is too long with {@link MalformedMessage}. */
    public OwnerRemoval {
        Mapping.requireSequence(sequence);
        validity.requireAtMost(MAX_LIFE);
    }

    static OwnerRemoval parse(JsonObject payload) {
        return new OwnerRemoval(
                Csi.parse("sub", payload.string("sub", Csi.MAX_CHARS)),
                Authority.parse("aud", payload.string("aud", Authority.MAX_CHARS)),
                payload.integer("seq", 0, Mapping.MAX_SEQUENCE),
                Validity.parse(payload));
    }

    /** The removal as a compact JWS, signed by the owner's key. */
    @Override
    public String sign(JoseSigningKey ownersKey, Evidence evidence) {
        JsonWriter payload = new JsonWriter()
                .put("sub", csi.uri())
                .put("aud", audience.name())
                .put("seq", sequence);
        return ownersKey.sign(TYPE, evidence.headers(), validity.putInto(payload));
    }
}
