package dev.jeton.issuer.directory;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import jakarta.ws.rs.core.EntityTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A directory as it is sent, with the tag that names exactly these bytes. */
record PublishedDirectory(IssuerDirectory directory, Bytes encoded, EntityTag tag) {
    static PublishedDirectory of(IssuerDirectory directory) {
        Bytes encoded = directory.encode();
        return new PublishedDirectory(
                directory, encoded, new EntityTag(sha256(encoded).toBase64Url()));
    }

    private static Bytes sha256(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }
}
