package dev.jeton.crypto.ohttpkeys;

import dev.jeton.crypto.hpke.HpkePublicKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A gateway's key, and its life. As a file:
 *
 * <pre>
 * {"key-id": 7, "kem": 32, "not-before": 1764028800, "not-after": 1764201600,
 *  "public-key": "&lt;base64url>", "sealed-secret-key": "&lt;base64url>"}
 * </pre>
 *
 * <p>The seal covers everything else in the file. The text form shows the key's id and nothing of the secret.
 *
 * @param notBefore from when on it opens requests, and is offered unless a later one is
 * @param notAfter from when on it opens none; what clients have from caches should have ended before
 */
public record DatedOhttpKey(OhttpKeyPair pair, Instant notBefore, Instant notAfter) {
    /** Bounds what a stolen key opens. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(31);

    static final int MAX_BYTES = 1024;

    private static final String KEM = "kem";
    private static final String SEALED = "sealed-secret-key";
    private static final int MAX_SEALED_CHARS = 512;
    private static final Set<String> MEMBERS = Set.of("key-id", KEM, "not-before", "not-after", "public-key", SEALED);

    /** Refuses a life that is none, and one of more than {@link #LONGEST_LIFE}, with {@link MalformedMessage}. */
    public DatedOhttpKey {
        if (!notBefore.isBefore(notAfter)) {
            throw MalformedMessage.of("not-after", "not after not-before");
        }
        if (Duration.between(notBefore, notAfter).compareTo(LONGEST_LIFE) > 0) {
            throw MalformedMessage.of("not-after", "more than " + LONGEST_LIFE.toDays() + " days after not-before");
        }
    }

    /** Whether it opens requests at {@code time}. */
    public boolean isValidAt(Instant time) {
        return !time.isBefore(notBefore) && time.isBefore(notAfter);
    }

    /** The key in {@code file}. Throws {@link MalformedMessage}, naming the member, for anything else. */
    static DatedOhttpKey open(SealingKey sealingKey, Bytes file) {
        JsonObject json = JsonObject.parse("key file", file, MAX_BYTES);
        for (String member : json.members()) {
            if (!MEMBERS.contains(member)) {
                throw MalformedMessage.of(json.pathOf(member), "unknown member");
            }
        }
        json.integer(KEM, HpkeSuite.KEM_ID, HpkeSuite.KEM_ID);
        int keyId = (int) json.integer("key-id", 0, 255);
        Instant notBefore = json.time("not-before");
        Instant notAfter = json.time("not-after");
        Bytes publicKey = json.base64Url("public-key", HpkePublicKey.BYTES);
        Bytes sealed = Bytes.ofBase64Url(SEALED, json.string(SEALED, MAX_SEALED_CHARS));
        Bytes context = context(keyId, notBefore, notAfter, publicKey);
        OhttpKeyPair pair = unseal(keyId, sealingKey, context, sealed);
        if (!pair.config().publicKey().encode().equals(publicKey)) {
            throw MalformedMessage.of("public-key", "does not belong to the secret key");
        }
        return new DatedOhttpKey(pair, notBefore, notAfter);
    }

    private static OhttpKeyPair unseal(int keyId, SealingKey sealingKey, Bytes context, Bytes sealed) {
        try {
            return OhttpKeyPair.unseal(keyId, sealingKey, context, sealed);
        } catch (MalformedMessage e) {
            throw MalformedMessage.of(SEALED, "another sealing key sealed it, or the file was changed since");
        }
    }

    /** The file that {@link #open} reads with the same sealing key. */
    Bytes seal(SealingKey sealingKey) {
        int keyId = pair.config().keyId();
        Bytes publicKey = pair.config().publicKey().encode();
        Bytes context = context(keyId, notBefore, notAfter, publicKey);
        return new JsonWriter()
                .put("key-id", keyId)
                .put(KEM, HpkeSuite.KEM_ID)
                .put("not-before", notBefore.getEpochSecond())
                .put("not-after", notAfter.getEpochSecond())
                .put("public-key", publicKey.toBase64Url())
                .put(SEALED, pair.seal(sealingKey, context).toBase64Url())
                .toBytes();
    }

    private static Bytes context(int keyId, Instant notBefore, Instant notAfter, Bytes publicKey) {
        return new ByteWriter()
                .bytes(Bytes.ofUtf8("jeton ohttp key file"))
                .uint8(0)
                .uint8(keyId)
                .uint64(notBefore.getEpochSecond())
                .uint64(notAfter.getEpochSecond())
                .bytes(publicKey)
                .toBytes();
    }
}
