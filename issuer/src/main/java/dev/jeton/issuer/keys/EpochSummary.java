package dev.jeton.issuer.keys;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.token.TokenKeyId;
import java.time.Instant;
import java.util.Locale;

/**
 * What anybody may know of an epoch, until no token of it is accepted any more.
 *
 * @param epoch its life; a retired one has ended when it was retired, or as soon as it began
 * @param keyId of its key of type 0x0002
 * @param retired whether an operator has retired it: its key signs no more, and its tokens are void
 */
public record EpochSummary(Epoch epoch, TokenKeyId keyId, boolean retired) {
    /** Where an epoch stands. */
    public enum State {
        AHEAD,
        /** Its key is the one to ask. */
        SIGNING,
        /** Its key signs what comes late, if it signs at all; its tokens are accepted. */
        OVER,
        RETIRED;

        /** In lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public State state(Instant now) {
        if (retired) {
            return State.RETIRED;
        }
        if (now.isBefore(epoch.notBefore())) {
            return State.AHEAD;
        }
        return epoch.covers(now) ? State.SIGNING : State.OVER;
    }

    /** What is told of it, to anybody. */
    public JsonWriter toJson(Instant now) {
        return new JsonWriter()
                .put("epoch", epoch.id())
                .put("not-before", epoch.notBefore())
                .put("end", epoch.end())
                .put("not-after", epoch.notAfter())
                .put("token-key-id", keyId.value().toBase64Url())
                .put("state", state(now).label());
    }
}
