package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Set;

/**
 * An owner confirms what a mapping of his supersedes, having seen it listed: the claims {@code sub}, {@code aud},
 * {@code seq}, {@code supersedes}, {@code iat} and {@code exp}. Signed by the same key as the mapping.
 *
 * <p>From then on every attestation of this CSI counts for nothing that is older than his own: the lost key's too, on
 * whatever it signed.
 *
 * @param sequence the mapping's
 * @param supersedes what that mapping lists, in any order: 1 to {@value Mapping#MAX_SUPERSEDED} thumbprints
 * @param validity at most {@link Removal#MAX_LIFE}
 */
public record Supersession(Csi csi, Authority audience, long sequence, List<String> supersedes, Validity validity)
        implements Removal, OwnerStatement {
    public static final String TYPE = "mapping-supersession+jwt";

    /** Refuses what is out of its bounds, or listed twice, with {@link MalformedMessage}. */
    public Supersession {
        Mapping.requireSequence(sequence);
        supersedes = List.copyOf(supersedes);
        Mapping.requireThumbprints(supersedes);
        if (supersedes.isEmpty()) {
            throw MalformedMessage.of(Mapping.SUPERSEDES, "nothing to supersede");
        }
        validity.requireAtMost(MAX_LIFE);
    }

    static Supersession parse(JsonObject payload) {
        return new Supersession(
                Csi.parse("sub", payload.string("sub", Csi.MAX_CHARS)),
                Authority.parse("aud", payload.string("aud", Authority.MAX_CHARS)),
                payload.integer("seq", 0, Mapping.MAX_SEQUENCE),
                Mapping.superseded(payload),
                Validity.parse(payload));
    }

    /** Whether {@code compact}, a mapping as it was received, announces what this confirms. It was verified when it came. */
    public boolean confirms(String compact) {
        return confirms(
                Mapping.parse(Jws.parse("mapping", compact, Mapping.MAX_CHARS).uncheckedPayload()));
    }

    /** Whether {@code mapping}, which was verified and is its owner's, announces what this confirms. */
    public boolean confirms(Mapping mapping) {
        return mapping.csi().equals(csi)
                && mapping.audience().equals(audience)
                && mapping.sequence() == sequence
                && Set.copyOf(mapping.supersedes()).equals(Set.copyOf(supersedes));
    }

    /** The confirmation as a compact JWS, signed by the owner's key. */
    @Override
    public String sign(JoseSigningKey ownersKey, Evidence evidence) {
        JsonWriter payload = new JsonWriter()
                .put("sub", csi.uri())
                .put("aud", audience.name())
                .put("seq", sequence)
                .putStrings(Mapping.SUPERSEDES, supersedes);
        return ownersKey.sign(TYPE, evidence.headers(), validity.putInto(payload));
    }
}
