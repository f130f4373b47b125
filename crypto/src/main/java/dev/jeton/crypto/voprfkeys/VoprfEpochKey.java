package dev.jeton.crypto.voprfkeys;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.Set;

/**
 * The key of one epoch for tokens of type 0x0001, and its life. As a file:
 *
 * <pre>
 * {"token-type": 1, "not-before": 1764028800, "not-after": 1764201600,
 *  "token-key": "&lt;the public key, base64url>", "sealed-secret-key": "&lt;base64url>"}
 * </pre>
 *
 * <p>The seal covers the life and the public key. The text form shows the key's id and nothing of the secret.
 */
public record VoprfEpochKey(VoprfTokenSecretKey secretKey, IssuerDirectory.VoprfKey published) {
    /** Bounds how long a ledger can be made to remember. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(31);

    static final int MAX_BYTES = 1024;

    private static final String SEALED = "sealed-secret-key";
    private static final int MAX_SEALED_CHARS = 512;
    private static final Set<String> MEMBERS = Set.of("token-type", "not-before", "not-after", "token-key", SEALED);

    /** Refuses a life that is not the key's own, and one of more than {@link #LONGEST_LIFE}. */
    public VoprfEpochKey {
        if (!secretKey.publicKey().equals(published.publicKey())) {
            throw MalformedMessage.of("token-key", "does not belong to the secret key");
        }
        if (Duration.between(published.notBefore(), published.notAfter()).compareTo(LONGEST_LIFE) > 0) {
            throw MalformedMessage.of("not-after", "more than " + LONGEST_LIFE.toDays() + " days after not-before");
        }
    }

    /** The key in {@code file}. Throws {@link MalformedMessage}, naming the member, for anything else. */
    static VoprfEpochKey open(SealingKey sealingKey, Bytes file) {
        JsonObject json = JsonObject.parse("key file", file, MAX_BYTES);
        for (String member : json.members()) {
            if (!MEMBERS.contains(member)) {
                throw MalformedMessage.of(json.pathOf(member), "unknown member");
            }
        }
        json.integer("token-type", TokenType.VOPRF.code(), TokenType.VOPRF.code());
        IssuerDirectory.VoprfKey published = new IssuerDirectory.VoprfKey(
                VoprfTokenPublicKey.parse(json.base64Url("token-key", VoprfTokenPublicKey.BYTES)),
                json.time("not-before"),
                json.time("not-after"));
        Bytes sealed = Bytes.ofBase64Url(SEALED, json.string(SEALED, MAX_SEALED_CHARS));
        return new VoprfEpochKey(unseal(sealingKey, published, sealed), published);
    }

    private static VoprfTokenSecretKey unseal(SealingKey sealingKey, IssuerDirectory.VoprfKey published, Bytes sealed) {
        try {
            return VoprfTokenSecretKey.unseal(sealingKey, context(published), sealed);
        } catch (MalformedMessage e) {
            throw MalformedMessage.of(SEALED, "another sealing key sealed it, or the file was changed since");
        }
    }

    /** The file that {@link #open} reads with the same sealing key. */
    Bytes seal(SealingKey sealingKey) {
        return new JsonWriter()
                .put("token-type", TokenType.VOPRF.code())
                .put("not-before", published.notBefore().getEpochSecond())
                .put("not-after", published.notAfter().getEpochSecond())
                .put("token-key", published.publicKey().encode().toBase64UrlPadded())
                .put(SEALED, secretKey.seal(sealingKey, context(published)).toBase64UrlPadded())
                .toBytes();
    }

    private static Bytes context(IssuerDirectory.VoprfKey published) {
        return new ByteWriter()
                .bytes(Bytes.ofUtf8("jeton voprf key file"))
                .uint8(0)
                .uint64(published.notBefore().getEpochSecond())
                .uint64(published.notAfter().getEpochSecond())
                .bytes(published.publicKey().encode())
                .toBytes();
    }
}
