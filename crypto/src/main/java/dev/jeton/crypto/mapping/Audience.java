package dev.jeton.crypto.mapping;

import dev.jeton.crypto.hpke.HpkePublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * For whom an owner seals entries: whoever holds the secret key of {@code key}. He knows these keys from elsewhere; a discovery
 * provider sees none of them.
 *
 * @param kind the narrowest kind that a sender belongs to is the one that speaks to him
 */
public record Audience(Kind kind, HpkePublicKey key) {
    /** How many hold the secret key, the fewest first. */
    public enum Kind {
        /** One sender alone. */
        PERSON(0),
        /** Those who share a key: a closed group. Any of them can pass on what he reads, and the key. */
        GROUP(1),
        /** All users of one messaging provider, which gives them its key: "only those who use the same app". */
        PROVIDER(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** On the wire: one byte. */
        int code() {
            return code;
        }

        static Optional<Kind> ofCode(int code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    public static Audience person(HpkePublicKey key) {
        return new Audience(Kind.PERSON, key);
    }

    public static Audience group(HpkePublicKey key) {
        return new Audience(Kind.GROUP, key);
    }

    public static Audience usersOf(HpkePublicKey providersKey) {
        return new Audience(Kind.PROVIDER, providersKey);
    }
}
