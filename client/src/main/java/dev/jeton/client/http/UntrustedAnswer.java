package dev.jeton.client.http;

/** A service answered with something that it must not answer with; nothing of it was used. */
public final class UntrustedAnswer extends ServiceFailure {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Flaw {
        /** Not the media type or not the form that the protocol prescribes. */
        MALFORMED,
        /** More bytes than such an answer may have. */
        OVERSIZE,
        /** A blind signature that does not verify under the published key. */
        BAD_SIGNATURE,
        /** A directory without a key that is valid now. */
        NO_VALID_KEY,
        /** A token challenge other than the computed one: it could mark this sender like a cookie. */
        FOREIGN_CHALLENGE,
        /** It would send an attestation or a token somewhere else. */
        FOREIGN_ADDRESS,
        /** A document that others may be shown otherwise. */
        INCONSISTENT,
        /** Two that must know nothing of each other say that one operator runs them. */
        ONE_OPERATOR
    }

    private final Flaw flaw;

    public UntrustedAnswer(Flaw flaw, String message) {
        super(message);
        this.flaw = flaw;
    }

    public UntrustedAnswer(Flaw flaw, String message, Throwable cause) {
        super(message, cause);
        this.flaw = flaw;
    }

    public Flaw flaw() {
        return flaw;
    }
}
