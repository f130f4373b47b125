package dev.jeton.crypto.jose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Signing keys in files, for the command line and development tools: one PKCS#8 key in PEM (RFC 7468, Section 10), as
 * {@code openssl genpkey} writes it, not encrypted. The file is the secret's only protection.
 */
public final class SigningKeyFile {
    private static final int MAX_BYTES = 4096;
    private static final AlgorithmIdentifier P256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    private static final AlgorithmIdentifier ED25519 =
            new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112")); // RFC 8410
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    private SigningKeyFile() {}

    /**
     * Reads a P-256 or Ed25519 key.
     *
     * @throws IOException if the file cannot be read or holds no such key; names the file, never its contents
     */
    public static JoseSigningKey load(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": far larger than a signing key");
        }
        Matcher pem = PEM.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        if (!pem.matches()) {
            throw new IOException(file + ": expected one PKCS#8 private key in PEM");
        }
        byte[] pkcs8 = new byte[0];
        try {
            pkcs8 = Base64.getMimeDecoder().decode(pem.group(1));
            JoseAlgorithm algorithm = algorithm(file, pkcs8);
            PrivateKey key = KeyFactory.getInstance(algorithm.jcaName).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return JoseSigningKey.of(algorithm, key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without its cause, which may quote the key.
            throw new IOException(file + ": not a well-formed private key");
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /**
     * Writes {@code key} to a new file that its owner alone may read, where the file system knows owners.
     *
     * @throws IOException if the file exists, or cannot be written
     */
    public static void save(JoseSigningKey key, Path file) throws IOException {
        byte[] pkcs8 = key.pkcs8();
        byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(pkcs8);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // The permissions come with the file's creation: set later, they would come too late.
        try (SeekableByteChannel out = Files.newByteChannel(file, options, ownerOnly(file))) {
            for (byte[] part :
                    new byte[][] {ascii("-----BEGIN PRIVATE KEY-----\n"), base64, ascii("\n-----END PRIVATE KEY-----\n")
                    }) {
                ByteBuffer buffer = ByteBuffer.wrap(part);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
            Arrays.fill(base64, (byte) 0);
        }
    }

    private static JoseAlgorithm algorithm(Path file, byte[] pkcs8) throws IOException {
        AlgorithmIdentifier algorithm = PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm();
        if (algorithm.equals(P256)) {
            return JoseAlgorithm.ES256;
        }
        if (algorithm.equals(ED25519)) {
            return JoseAlgorithm.EDDSA;
        }
        throw new IOException(file + ": expected a P-256 or an Ed25519 key");
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
