package dev.jeton.crypto.mapping;

/**
 * Why a mapping is not believed.
 *
 * @param document which of the two documents is to blame
 * @param detail which field is wrong in what way, for a {@link Reason#MALFORMED} one, else empty; never its contents
 */
public record RefusedMapping(Document document, Reason reason, String detail) implements MappingVerdict {
    /** The two documents of a chain. */
    public enum Document {
        ATTESTATION,
        MAPPING
    }

    /** What is wrong, in the order in which it is looked for. */
    public enum Reason {
        TOO_LARGE,
        /** Not a JWS, not JSON, or a member that is missing, of the wrong form, repeated, or out of its bounds. */
        MALFORMED,
        /** The attestation's {@code iss} is nobody who is trusted here. */
        UNKNOWN_CSIP,
        /** The attestation's {@code kid} is none of that CSIP's keys. */
        UNKNOWN_CSIP_KEY,
        CRITICAL_HEADER,
        UNKNOWN_HEADER,
        WRONG_TYPE,
        /** {@code alg} is not the one that belongs to the key. */
        WRONG_ALGORITHM,
        WRONG_SIGNATURE,
        /** The CSIP hands out other numbers or other addresses. */
        NOT_ENTITLED,
        NOT_YET_VALID,
        EXPIRED,
        /** The mapping names another key than the attested one. */
        OTHER_KEY,
        /** The mapping is about another CSI than the attested one. */
        OTHER_CSI,
        /** The mapping was made for another discovery provider. */
        WRONG_AUDIENCE,
        OUTLIVES_ATTESTATION
    }
}
