package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;

/**
 * A number registry's word that one number is served by one CSIP now, whoever's prefix it has: the claims {@code iss},
 * {@code sub}, {@code to}, {@code iat} and {@code exp}. It outranks all prefixes, the former CSIP's above all.
 *
 * <p>It travels with the number's mapping, in {@link Mapping#PORT_HEADER}, and is published nowhere else: a list of ported
 * numbers would be a list of numbers in use.
 *
 * @param registry by the name that {@link CsipTrust} gives it
 * @param number a telephone number, the whole of it
 * @param servedBy the CSIP that attests whose the number is, by the name that {@link CsipTrust} gives it
 * @param validity at most {@link #MAX_LIFE}; a registry renews it while the number stays where it is
 */
public record PortRecord(String registry, Csi number, String servedBy, Validity validity) {
    public static final String TYPE = "csi-port+jwt";
    public static final Duration MAX_LIFE = CsiAttestation.MAX_LIFE;
    /** The most characters that a port record has as a compact JWS. */
    public static final int MAX_CHARS = 1024;

    /** Refuses what is no telephone number, names that can be no CSIP's, and a life that is too long with {@link MalformedMessage}. */
    public PortRecord {
        Csip.requireIssuer("iss", registry);
        Csip.requireIssuer("to", servedBy);
        if (number.number().isEmpty()) {
            throw MalformedMessage.of("sub", "not a telephone number");
        }
        validity.requireAtMost(MAX_LIFE);
    }

    static PortRecord parse(JsonObject payload) {
        return new PortRecord(
                payload.string("iss", Csip.MAX_ISSUER_CHARS),
                Csi.parse("sub", payload.string("sub", Csi.MAX_CHARS)),
                payload.string("to", Csip.MAX_ISSUER_CHARS),
                Validity.parse(payload));
    }

    /** The record as a compact JWS, signed by the registry's {@code signingKey}. */
    public String sign(JoseSigningKey signingKey) {
        JsonWriter payload =
                new JsonWriter().put("iss", registry).put("sub", number.uri()).put("to", servedBy);
        return signingKey.sign(TYPE, validity.putInto(payload));
    }

    /** Whether this one counts where both are valid: the later one does. */
    public boolean outranks(PortRecord other) {
        return validity.issuedAt().isAfter(other.validity().issuedAt());
    }

    /** Whether the CSIP that it names attested {@code compact}, a mapping as it was received. It was verified when it came. */
    public boolean admits(String compact) {
        String attestation = Jws.parse("mapping", compact, Mapping.MAX_CHARS)
                .uncheckedHeader()
                .string(Mapping.ATTESTATION_HEADER, CsiAttestation.MAX_CHARS);
        Jws jws = Jws.parse("attestation", attestation, CsiAttestation.MAX_CHARS);
        return CsiAttestation.parse(jws.uncheckedPayload()).issuer().equals(servedBy);
    }
}
