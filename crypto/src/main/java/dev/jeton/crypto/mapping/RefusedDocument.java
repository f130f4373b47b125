package dev.jeton.crypto.mapping;

import java.util.Locale;

/**
 * Why a mapping or a removal is not believed.
 *
 * @param document which one is to blame
 * @param detail which field is wrong in what way, for a {@link Reason#MALFORMED} one, else empty; never its contents
 */
public record RefusedDocument(Document document, Reason reason, String detail)
        implements MappingVerdict, RemovalVerdict {
    /** What a chain consists of: an attestation, what the attested key signed, and sometimes a port record. */
    public enum Document {
        PORT_RECORD,
        ATTESTATION,
        MAPPING,
        REMOVAL;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What is wrong, in the order in which it is looked for. */
    public enum Reason {
        TOO_LARGE,
        /** Not a JWS, not JSON, or a member that is missing, of the wrong form, repeated, or out of its bounds. */
        MALFORMED,
        /** The {@code iss} is no CSIP and no registry that is trusted here. */
        UNKNOWN_CSIP,
        /** The CSIP is trusted, and none of its keys is known at present: not the document's fault, try again later. */
        NO_CSIP_KEYS,
        /** The {@code kid} is none of that CSIP's keys. */
        UNKNOWN_CSIP_KEY,
        /** The {@code iat} lies before or after the time in which the CSIP signs with that key. */
        OUTSIDE_KEY_TIME,
        CRITICAL_HEADER,
        UNKNOWN_HEADER,
        WRONG_TYPE,
        /** {@code alg} is not the one that belongs to the key. */
        WRONG_ALGORITHM,
        WRONG_SIGNATURE,
        /** The CSIP hands out other numbers or other addresses, or the registry knows of other numbers. */
        NOT_ENTITLED,
        /** The port record that came with it names another CSIP. */
        OTHER_CSIP,
        NOT_YET_VALID,
        EXPIRED,
        /** What the owner signed names another key than the attested one. */
        OTHER_KEY,
        /** What the owner signed, or the port record with it, is about another CSI than the attested one. */
        OTHER_CSI,
        /** It was made for another discovery provider. */
        WRONG_AUDIENCE,
        OUTLIVES_ATTESTATION,
        OUTLIVES_PORT_RECORD,
        /** Another mapping of the same number came with a later port record, which names another CSIP. */
        PORTED
    }
}
