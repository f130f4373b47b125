package dev.jeton.issuer.issuance;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.voprf.VoprfKeys;
import dev.jeton.service.http.Refusal;
import java.util.function.Supplier;

/** What a sender asks for, as far as it can be signed: only that is charged. */
sealed interface Batch permits BlindRsaBatch, VoprfBatch {
    /** How many tokens there are to pay for: at least one. */
    int tokens();

    /** Signs. A millisecond of CPU or more for each token; cannot fail. */
    Signed sign();

    /** The answer, encoded in the form that was asked for. */
    record Signed(int tokens, boolean isComplete, Bytes encoded) {}

    /**
     * Reads {@code body}. Refuses it if it is not of its form, asks for more than {@code maxBatch}, or holds nothing that
     * the keys of this epoch sign.
     */
    static Batch read(EpochKey key, VoprfKeys voprfKeys, Form form, Bytes body, int maxBatch) {
        return isVoprf(form, voprfKeys, body)
                ? VoprfBatch.read(voprfKeys.of(key.epoch()), form, body, maxBatch)
                : BlindRsaBatch.read(key.signingKey(), form, body, maxBatch);
    }

    /** The outcome of {@code parse}, or the refusal that a malformed body gets. */
    static <T> T parsed(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (MalformedMessage e) {
            throw Refusal.of(
                    e.field().equals(TokenType.FIELD)
                            ? ProblemType.TOKEN_TYPE_UNSUPPORTED
                            : ProblemType.TOKEN_REQUEST_MALFORMED,
                    requireNonNull(e.getMessage()));
        }
    }

    static Refusal tooLarge(int maxBatch) {
        return Refusal.of(ProblemType.BATCH_TOO_LARGE, "At most " + maxBatch + " tokens at once.");
    }

    private static boolean isVoprf(Form form, VoprfKeys voprfKeys, Bytes body) {
        return switch (form) {
            case SINGLE -> voprfKeys.isOffered() && parsed(() -> TokenType.of(body)) == TokenType.VOPRF;
            case GENERIC_BATCH -> false;
            case AMORTIZED_BATCH -> true;
        };
    }
}
