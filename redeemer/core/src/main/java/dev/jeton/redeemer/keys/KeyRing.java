package dev.jeton.redeemer.keys;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one issuer's keys at one moment. Immutable.
 *
 * <p>A key that leaves the directory is kept until its {@code not-after}, since tokens of it are still in senders'
 * hands; and for a day longer, so that its tokens are called expired rather than unknown. A known key's end may come
 * sooner and never later, whatever a later directory says: the ledger forgets its tokens after the end it was told.
 */
final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(Map.of(), Optional.empty());

    /** Bounds how long the ledger can be made to remember. */
    static final Duration LONGEST_LIFE = Duration.ofDays(31);

    /** Bounds what an issuer that goes mad can make us keep. Far more than a day's worth of honest rotation. */
    static final int MAX_KEYS = 64;

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Map<TokenKeyId, IssuerDirectory.Key> keys;
    private final Optional<TokenPublicKey> offered;

    private KeyRing(Map<TokenKeyId, IssuerDirectory.Key> keys, Optional<TokenPublicKey> offered) {
        this.keys = Map.copyOf(keys);
        this.offered = offered;
    }

    /** The key of that id, whether or not it is valid now. */
    Optional<IssuerDirectory.Key> find(TokenKeyId id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The key that clients should ask tokens for: the first valid one in the latest directory. */
    Optional<TokenPublicKey> offered() {
        return offered;
    }

    /**
     * This ring with the keys of {@code directory}.
     *
     * @throws MalformedMessage if a key lives longer than {@link #LONGEST_LIFE}, or there are too many
     */
    KeyRing with(IssuerDirectory directory, Instant now) {
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
        return new KeyRing(merged, firstValid(directory, now));
    }

    private static Optional<TokenPublicKey> firstValid(IssuerDirectory directory, Instant now) {
        return directory.keys().stream()
                .filter(key -> !now.isBefore(key.notBefore()) && now.isBefore(key.notAfter()))
                .map(IssuerDirectory.Key::publicKey)
                .findFirst();
    }
}
