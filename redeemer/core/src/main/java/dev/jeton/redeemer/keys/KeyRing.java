package dev.jeton.redeemer.keys;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of one issuer's keys at one moment. Immutable.
 *
 * <p>A key that leaves the directory is kept until its {@code not-after}, since tokens of it are still in senders'
 * hands; and for a day longer, so that its tokens are called expired rather than unknown. A known key's end may come
 * sooner and never later, whatever a later directory says: the ledger forgets its tokens after the end it was told.
 *
 * <p>A key that the issuer has retired ends at once, and stays ended whatever is listed later: an old directory out of some
 * cache may still have it.
 */
final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(Map.of(), Map.of(), Optional.empty());

    /** Bounds how long the ledger can be made to remember. */
    static final Duration LONGEST_LIFE = Duration.ofDays(31);

    /** Bounds what an issuer that goes mad can make us keep. Far more than a day's worth of honest rotation. */
    static final int MAX_KEYS = 64;

    /** The same for retired keys, of which 32 bytes each are kept. */
    static final int MAX_RETIRED = 1024;

    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** A key may be retired as long as it lies ahead, and it lies ahead for less than it lives. */
    private static final Duration RETIRED_FOR = LONGEST_LIFE.multipliedBy(2);

    private final Map<TokenKeyId, IssuerDirectory.Key> keys;
    private final Map<TokenKeyId, Instant> retiredUntil;
    private final Optional<TokenPublicKey> offered;

    private KeyRing(
            Map<TokenKeyId, IssuerDirectory.Key> keys,
            Map<TokenKeyId, Instant> retiredUntil,
            Optional<TokenPublicKey> offered) {
        this.keys = Map.copyOf(keys);
        this.retiredUntil = Map.copyOf(retiredUntil);
        this.offered = offered;
    }

    /** The key of that id, whether or not it is valid now; one that was retired has ended. */
    Optional<IssuerDirectory.Key> find(TokenKeyId id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** When each key is good; one that was retired has ended. */
    List<KeyLife> lives() {
        return keys.entrySet().stream()
                .map(key -> KeyLife.of(key.getKey(), key.getValue()))
                .toList();
    }

    /** The key that clients should ask tokens for: the first valid one in the latest directory. */
    Optional<TokenPublicKey> offered() {
        return offered;
    }

    /** The ids of all keys that are known to be retired. */
    Set<TokenKeyId> retired() {
        return retiredUntil.keySet();
    }

    /**
     * This ring with the keys of {@code directory}, and without those that it says are retired.
     *
     * @throws MalformedMessage if a key lives longer than {@link #LONGEST_LIFE}, or there are too many
     */
    KeyRing with(IssuerDirectory directory, Instant now) {
        Map<TokenKeyId, Instant> retired = retired(directory, now);
        Map<TokenKeyId, IssuerDirectory.Key> merged = merged(directory, now);
        merged.replaceAll((id, key) -> retired.containsKey(id) ? ended(key, now) : key);
        return new KeyRing(merged, retired, firstValid(directory, retired.keySet(), now));
    }

    private Map<TokenKeyId, Instant> retired(IssuerDirectory directory, Instant now) {
        Map<TokenKeyId, Instant> retired = new HashMap<>(retiredUntil);
        retired.values().removeIf(now::isAfter);
        directory.retiredKeys().forEach(id -> retired.put(id, now.plus(RETIRED_FOR)));
        if (retired.size() > MAX_RETIRED) {
            throw MalformedMessage.of("retired-token-key-ids", "more than " + MAX_RETIRED + " to keep");
        }
        return retired;
    }

    private Map<TokenKeyId, IssuerDirectory.Key> merged(IssuerDirectory directory, Instant now) {
        Map<TokenKeyId, IssuerDirectory.Key> merged = new HashMap<>();
        keys.forEach((id, key) -> {
            if (now.isBefore(key.notAfter().plus(REMEMBERED))) {
                merged.put(id, key);
            }
        });
        for (IssuerDirectory.Key key : directory.keys()) {
            if (Duration.between(key.notBefore(), key.notAfter()).compareTo(LONGEST_LIFE) > 0) {
                throw MalformedMessage.of("not-after", "the key lives longer than " + LONGEST_LIFE.toDays() + " days");
            }
            merged.merge(
                    key.publicKey().keyId(),
                    key,
                    (known, listed) -> listed.notAfter().isBefore(known.notAfter()) ? listed : known);
        }
        if (merged.size() > MAX_KEYS) {
            throw MalformedMessage.of("token-keys", "more than " + MAX_KEYS + " keys to keep");
        }
        return merged;
    }

    /** {@code key} with a life that is over. */
    private static IssuerDirectory.Key ended(IssuerDirectory.Key key, Instant now) {
        Instant end = Stream.of(now.truncatedTo(ChronoUnit.SECONDS), key.notAfter())
                .min(Comparator.naturalOrder())
                .get();
        Instant start = key.notBefore().isBefore(end) ? key.notBefore() : end.minusSeconds(1);
        return new IssuerDirectory.Key(key.publicKey(), start, end);
    }

    private static Optional<TokenPublicKey> firstValid(
            IssuerDirectory directory, Set<TokenKeyId> retired, Instant now) {
        return directory.keys().stream()
                .filter(key -> key.isValidAt(now))
                .map(IssuerDirectory.Key::publicKey)
                .filter(key -> !retired.contains(key.keyId()))
                .findFirst();
    }
}
