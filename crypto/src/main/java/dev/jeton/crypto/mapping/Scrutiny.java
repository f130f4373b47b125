package dev.jeton.crypto.mapping;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.JwsRefusal;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one document of a chain, and throws {@link Disbelief} at the first thing that speaks against it. */
record Scrutiny(Document document) {
    static final Scrutiny OF_ATTESTATION = new Scrutiny(Document.ATTESTATION);
    static final Scrutiny OF_PORT_RECORD = new Scrutiny(Document.PORT_RECORD);

    /** Ends a check. Never leaves this package; without a stack trace, since whoever sends nonsense pays less than we do. */
    static final class Disbelief extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RefusedDocument refused;

        private Disbelief(RefusedDocument refused) {
            super(null, null, false, false);
            this.refused = refused;
        }

        RefusedDocument refused() {
            return refused;
        }
    }

    /** The JWS in {@code compact}, whose signature is still to be checked; one of more characters is not read. */
    Jws jws(String compact, int maxChars) {
        require(compact.length() <= maxChars, Reason.TOO_LARGE);
        return reading(() -> Jws.parse(document.words(), compact, maxChars));
    }

    /** What {@code parser} reads of this document. */
    <T> T reading(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (MalformedMessage e) {
            throw new Disbelief(new RefusedDocument(document, Reason.MALFORMED, requireNonNull(e.getMessage())));
        }
    }

    void require(boolean holds, Reason otherwise) {
        if (!holds) {
            throw new Disbelief(new RefusedDocument(document, otherwise, ""));
        }
    }

    void requireNone(Optional<JwsRefusal> refusal) {
        refusal.ifPresent(why -> require(false, reason(why)));
    }

    void requireTimely(Validity validity, Instant now) {
        require(!validity.isAhead(now), Reason.NOT_YET_VALID);
        require(!validity.isOver(now), Reason.EXPIRED);
    }

    private static Reason reason(JwsRefusal refusal) {
        return switch (refusal) {
            case CRITICAL_HEADER -> Reason.CRITICAL_HEADER;
            case UNKNOWN_HEADER -> Reason.UNKNOWN_HEADER;
            case WRONG_TYPE -> Reason.WRONG_TYPE;
            case WRONG_ALGORITHM -> Reason.WRONG_ALGORITHM;
            case WRONG_SIGNATURE -> Reason.WRONG_SIGNATURE;
        };
    }
}
