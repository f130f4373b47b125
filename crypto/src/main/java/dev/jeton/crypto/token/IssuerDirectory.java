package dev.jeton.crypto.token;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An issuer's public keys: the directory of RFC 9578, Section 4, with our extra members {@code not-after} for each key and
 * {@code retired-token-key-ids} for all. The signing key comes first. Byte-identical for everyone, whoever asks.
 *
 * <p>The keys of the two token types are two lists, so that nobody takes one for the other; encoded, those of type 0x0002
 * come first.
 *
 * @param issuerRequestUri where tokens are asked for; may be relative to the directory
 * @param keys of type 0x0002
 * @param voprfKeys of type 0x0001; together at least one key, at most {@value #MAX_KEYS}: every live key splits the
 *     senders into smaller crowds
 * @param retiredKeys keys of type 0x0002 whose tokens are void although their {@code not-after} lies ahead, at most {@value
 *     #MAX_RETIRED_KEYS}; not written if there are none
 */
public record IssuerDirectory(
        String issuerRequestUri, List<Key> keys, List<VoprfKey> voprfKeys, List<TokenKeyId> retiredKeys) {
    public static final String PATH = "/.well-known/private-token-issuer-directory";
    public static final String MEDIA_TYPE = "application/private-token-issuer-directory";
    public static final int MAX_KEYS = 16;
    public static final int MAX_RETIRED_KEYS = 64;
    public static final int MAX_BYTES = 16 * 1024;

    private static final String RETIRED = "retired-token-key-ids";
    private static final int MAX_URI_CHARS = 2048;
    private static final int MAX_KEY_ID_CHARS = 44;

    /**
     * What is said of a key of either type: its life. It signs in {@code [notBefore, end)}, which is the issuer's to know;
     * a discovery provider accepts it in {@code [notBefore, notAfter)}.
     */
    public sealed interface Entry {
        /** Start of the key's epoch, in whole seconds; its Unix time is the epoch's id. */
        Instant notBefore();

        /** From when on no token of this key is accepted; in whole seconds. */
        Instant notAfter();

        /** The epoch that this key serves, by its name in attestations: {@code notBefore} in Unix seconds. */
        default long epochId() {
            return notBefore().getEpochSecond();
        }

        default boolean isValidAt(Instant now) {
            return !now.isBefore(notBefore()) && now.isBefore(notAfter());
        }
    }

    /** A key of type 0x0002 and its life. */
    public record Key(TokenPublicKey publicKey, Instant notBefore, Instant notAfter) implements Entry {
        /** Refuses a key that is never valid, and times that are not in whole seconds. */
        public Key {
            requireLife(notBefore, notAfter);
        }
    }

    /** A key of type 0x0001 and its life. Who has it can check what the issuer gives him, and cannot check a token. */
    public record VoprfKey(VoprfTokenPublicKey publicKey, Instant notBefore, Instant notAfter) implements Entry {
        /** Refuses a key that is never valid, and times that are not in whole seconds. */
        public VoprfKey {
            requireLife(notBefore, notAfter);
        }
    }

    /** Refuses no keys, too many, two with one id, and one that is listed although it is retired. */
    public IssuerDirectory {
        keys = List.copyOf(keys);
        voprfKeys = List.copyOf(voprfKeys);
        retiredKeys = List.copyOf(retiredKeys);
        int count = keys.size() + voprfKeys.size();
        if (count < 1 || count > MAX_KEYS) {
            throw MalformedMessage.of("token-keys", "expected 1 to " + MAX_KEYS + " keys, got " + count);
        }
        if (keys.stream().map(Key::publicKey).distinct().count() != keys.size()
                || voprfKeys.stream().map(VoprfKey::publicKey).distinct().count() != voprfKeys.size()) {
            throw MalformedMessage.of("token-keys", "one key twice");
        }
        if (retiredKeys.size() > MAX_RETIRED_KEYS
                || retiredKeys.stream().distinct().count() != retiredKeys.size()) {
            throw MalformedMessage.of(RETIRED, "more than " + MAX_RETIRED_KEYS + ", or one twice");
        }
        if (keys.stream().map(key -> key.publicKey().keyId()).anyMatch(retiredKeys::contains)) {
            throw MalformedMessage.of(RETIRED, "a key is listed and retired");
        }
    }

    /** This directory, with those retired keys alone that {@code other} names too. */
    public IssuerDirectory retiringWith(IssuerDirectory other) {
        return new IssuerDirectory(
                issuerRequestUri,
                keys,
                voprfKeys,
                retiredKeys.stream().filter(other.retiredKeys::contains).toList());
    }

    /** The directory of an issuer that has retired no key. */
    public IssuerDirectory(String issuerRequestUri, List<Key> keys, List<VoprfKey> voprfKeys) {
        this(issuerRequestUri, keys, voprfKeys, List.of());
    }

    /** The directory of an issuer that offers tokens of type 0x0002 alone, and has retired no key. */
    public IssuerDirectory(String issuerRequestUri, List<Key> keys) {
        this(issuerRequestUri, keys, List.of());
    }

    /**
     * Reads a directory. Keys of other token types are left out; {@link MalformedMessage} if none is left, or if one of
     * ours is not well-formed.
     */
    public static IssuerDirectory parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("issuer directory", encoded, MAX_BYTES);
        List<Key> keys = new ArrayList<>();
        List<VoprfKey> voprfKeys = new ArrayList<>();
        for (JsonObject entry : json.objects("token-keys", MAX_KEYS)) {
            long type = entry.integer("token-type", 0, 0xffff);
            if (type == TokenType.BLIND_RSA.code()) {
                keys.add(new Key(
                        TokenPublicKey.parse(entry.base64Url("token-key", TokenPublicKey.BYTES)),
                        entry.time("not-before"),
                        entry.time("not-after")));
            } else if (type == TokenType.VOPRF.code()) {
                voprfKeys.add(new VoprfKey(
                        VoprfTokenPublicKey.parse(entry.base64Url("token-key", VoprfTokenPublicKey.BYTES)),
                        entry.time("not-before"),
                        entry.time("not-after")));
            }
        }
        return new IssuerDirectory(
                json.string("issuer-request-uri", MAX_URI_CHARS), keys, voprfKeys, retiredKeys(json));
    }

    private static List<TokenKeyId> retiredKeys(JsonObject json) {
        return json.has(RETIRED)
                ? json.strings(RETIRED, MAX_RETIRED_KEYS, MAX_KEY_ID_CHARS).stream()
                        .map(id -> new TokenKeyId(Bytes.ofBase64Url(RETIRED, id)))
                        .toList()
                : List.of();
    }

    /** The directory in JSON; equal directories give equal bytes. */
    public Bytes encode() {
        List<JsonWriter> entries = new ArrayList<>();
        keys.forEach(
                key -> entries.add(entry(TokenType.BLIND_RSA, key.publicKey().encode(), key)));
        voprfKeys.forEach(
                key -> entries.add(entry(TokenType.VOPRF, key.publicKey().encode(), key)));
        JsonWriter json =
                new JsonWriter().put("issuer-request-uri", issuerRequestUri).putObjects("token-keys", entries);
        if (!retiredKeys.isEmpty()) {
            json.putStrings(
                    RETIRED,
                    retiredKeys.stream().map(id -> id.value().toBase64Url()).toList());
        }
        return json.toBytes();
    }

    private static JsonWriter entry(TokenType type, Bytes publicKey, Entry life) {
        return new JsonWriter()
                .put("token-type", type.code())
                .put("token-key", publicKey.toBase64UrlPadded())
                .put("not-before", life.notBefore().getEpochSecond())
                .put("not-after", life.notAfter().getEpochSecond());
    }

    private static void requireLife(Instant notBefore, Instant notAfter) {
        if (!notBefore.isBefore(notAfter)) {
            throw MalformedMessage.of("not-after", "not later than not-before");
        }
        if (!inWholeSeconds(notBefore) || !inWholeSeconds(notAfter)) {
            throw MalformedMessage.of("not-before", "not in whole seconds");
        }
    }

    private static boolean inWholeSeconds(Instant time) {
        return time.equals(Instant.ofEpochSecond(time.getEpochSecond()));
    }
}
