package dev.jeton.bench.lookup;

import dev.jeton.bench.NotMeasured;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.wire.Bytes;
import java.util.Optional;

/**
 * One question of a kind, ready to be sent.
 *
 * @param request as it goes over the connection
 * @param sealed opens its answer; empty if it is asked directly
 */
record TimedQuestion(Kind kind, Bytes request, Optional<OhttpClientRequest> sealed) {
    private static final int OK = 200;
    private static final int REFUSED = 401;

    /** What a question is about, and the way that it goes. */
    enum Kind {
        HIT(1),
        MISS(0),
        OPT_OUT(1),
        MANY(TimedQuestions.MANY),
        /** With a token whose signature is wrong: the ledger and the database are not asked. */
        REFUSED(0),
        /** A hit, whose answer is read later than it was there. */
        LATE_HIT(1),
        DIRECT_HIT(1),
        DIRECT_MISS(0);

        private final int mappings;

        Kind(int mappings) {
            this.mappings = mappings;
        }

        boolean isDirect() {
            return this == DIRECT_HIT || this == DIRECT_MISS;
        }
    }

    /** Fails unless {@code answer} is what a question of this kind is answered with. */
    void check(OneConnection.Answer answer) {
        int status = answer.status();
        Bytes body = answer.body();
        if (sealed.isPresent() && status == OK) {
            BinaryResponse response = BinaryResponse.parse(sealed.get().open(body));
            status = response.status();
            body = response.content();
        }
        boolean expected = kind == Kind.REFUSED
                ? status == REFUSED
                : status == OK && LookupAnswer.parse(body).mappings().size() == kind.mappings;
        if (!expected) {
            throw new NotMeasured("not the answer to " + kind + ": status " + status);
        }
    }
}
