package dev.jeton.client.lookup;

import dev.jeton.crypto.hpke.HpkeSecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sender's app knows of him and a recipient may have thought of. None of it leaves the device.
 *
 * @param keys his own, those of the groups that he is in, and his messaging provider's: what was sealed to any of them is for
 *     him
 * @param purpose why he writes, in the words of recipients' tags: {@code Business}
 */
public record SenderSituation(List<HpkeSecretKey> keys, Optional<String> purpose) {
    /** A sender with no keys and no purpose, as everybody is. */
    public static final SenderSituation ANYBODY = new SenderSituation(List.of(), Optional.empty());

    public SenderSituation {
        keys = List.copyOf(keys);
    }

    /** The same with {@code key} as well. */
    public SenderSituation with(HpkeSecretKey key) {
        List<HpkeSecretKey> more = new ArrayList<>(keys);
        more.add(key);
        return new SenderSituation(more, purpose);
    }

    /** The same with this purpose. */
    public SenderSituation about(String tag) {
        return new SenderSituation(keys, Optional.of(tag));
    }

    /** Neither which groups he is in nor how many. */
    @Override
    public String toString() {
        return "SenderSituation[redacted]";
    }
}
