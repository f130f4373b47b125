package dev.jeton.crypto.token;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An issuer's public keys: the directory of RFC 9578, Section 4, with our extra member {@code not-after} for each key.
 * The signing key comes first. Byte-identical for everyone, whoever asks.
 *
 * @param issuerRequestUri where tokens are asked for; may be relative to the directory
 * @param keys at least one, at most {@value #MAX_KEYS}: every live key splits the senders into smaller crowds
 */
public record IssuerDirectory(String issuerRequestUri, List<Key> keys) {
    public static final String PATH = "/.well-known/private-token-issuer-directory";
    public static final String MEDIA_TYPE = "application/private-token-issuer-directory";
    public static final int MAX_KEYS = 16;
    public static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_URI_CHARS = 2048;
    /** The year 9999: far enough, and safe to add to. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    /**
     * One key and its life. It signs in {@code [notBefore, end)}, which is the issuer's to know; a discovery provider
     * accepts it in {@code [notBefore, notAfter)}.
     *
     * @param notBefore start of the key's epoch, in whole seconds; its Unix time is the epoch's id
     * @param notAfter from when on no token of this key is accepted
     */
    public record Key(TokenPublicKey publicKey, Instant notBefore, Instant notAfter) {
        /** Refuses a key that is never valid, and times that are not in whole seconds. */
        public Key {
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

        /** The epoch that this key serves, by its name in attestations: {@code notBefore} in Unix seconds. */
        public long epochId() {
            return notBefore.getEpochSecond();
        }
    }

    /** Refuses no keys, too many, and two with one id. */
    public IssuerDirectory {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw MalformedMessage.of("token-keys", "expected 1 to " + MAX_KEYS + " keys, got " + keys.size());
        }
        if (keys.stream().map(key -> key.publicKey().keyId()).distinct().count() != keys.size()) {
            throw MalformedMessage.of("token-keys", "one key twice");
        }
    }

    /**
     * Reads a directory. Keys of other token types are left out; {@link MalformedMessage} if none is left, or if one of
     * ours is not well-formed.
     */
    public static IssuerDirectory parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("issuer directory", encoded, MAX_BYTES);
        List<Key> keys = new ArrayList<>();
        for (JsonObject entry : json.objects("token-keys", MAX_KEYS)) {
            if (entry.integer("token-type", 0, 0xffff) == TokenType.BLIND_RSA.code()) {
                keys.add(new Key(
                        TokenPublicKey.parse(entry.base64Url("token-key", TokenPublicKey.BYTES)),
                        Instant.ofEpochSecond(entry.integer("not-before", 0, MAX_SECONDS)),
                        Instant.ofEpochSecond(entry.integer("not-after", 0, MAX_SECONDS))));
            }
        }
        return new IssuerDirectory(json.string("issuer-request-uri", MAX_URI_CHARS), keys);
    }

    /** The directory in JSON; equal directories give equal bytes. */
    public Bytes encode() {
        List<JsonWriter> entries = keys.stream()
                .map(key -> new JsonWriter()
                        .put("token-type", TokenType.BLIND_RSA.code())
                        .put("token-key", key.publicKey().encode().toBase64UrlPadded())
                        .put("not-before", key.notBefore().getEpochSecond())
                        .put("not-after", key.notAfter().getEpochSecond()))
                .toList();
        return new JsonWriter()
                .put("issuer-request-uri", issuerRequestUri)
                .putObjects("token-keys", entries)
                .toBytes();
    }
}
