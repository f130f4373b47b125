package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for one run: ECDSA on P-256, valid for {@value #DAYS} days (RFC 5280). Its key stays in memory
 * and its name constraints make it worthless for anything but this machine, should somebody come to trust it. Safe for
 * concurrent use.
 */
public final class DevAuthority {
    static final int DAYS = 7;

    private static final String HOST = "localhost";
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final Instant notBefore;
    private final KeyPair key;
    private final X509Certificate certificate;
    private final Path certificateFile;

    /**
     * A certificate and its key as PEM files, as the TLS registry of Quarkus reads them.
     *
     * @param certificateFile the certificate
     * @param keyFile the private key, PKCS#8, readable by its owner only
     */
    public record Identity(Path certificateFile, Path keyFile) {
        private static final char[] NO_PASSWORD = {};

        /** What a context of {@code javax.net.ssl} presents this identity with. */
        public KeyManager[] keyManagers() {
            try (InputStream pem = Files.newInputStream(certificateFile)) {
                Certificate holder = CertificateFactory.getInstance("X.509").generateCertificate(pem);
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("holder", privateKey(), NO_PASSWORD, new Certificate[] {holder});
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, NO_PASSWORD);
                return keys.getKeyManagers();
            } catch (GeneralSecurityException | IOException e) {
                throw new StackFailure("cannot read a certificate of the development CA", e);
            }
        }

        private PrivateKey privateKey() throws GeneralSecurityException, IOException {
            String base64 = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----", "");
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    private DevAuthority(Path directory, InstantSource clock) {
        this.directory = directory;
        this.notBefore = clock.instant().minus(CLOCK_SKEW);
        try {
            this.key = newKey();
            this.certificate = selfSigned();
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new StackFailure("cannot make a development CA", e);
        }
        this.certificateFile = directory.resolve("ca.crt");
        FileTree.writePrivate(certificateFile, pem("CERTIFICATE", encoded(certificate)));
    }

    /** A new authority, which keeps its files in {@code run}. */
    public static DevAuthority create(RunDirectory run) {
        return create(run.newDirectory("certificates"), InstantSource.system());
    }

    static DevAuthority create(Path directory, InstantSource clock) {
        return new DevAuthority(directory, clock);
    }

    /** The authority's own certificate as a PEM file: the trust store of servers that ask for client certificates. */
    public Path certificateFile() {
        return certificateFile;
    }

    /**
     * A new key and certificate for {@code localhost} and 127.0.0.1, good for a server and for a client.
     *
     * @param name of the holder, which is the certificate's common name and the files' name: lower-case letters, digits, '-'
     */
    public Identity issue(String name) {
        return issue(name, HOST);
    }

    /** The same for {@code dnsName}, which is {@code localhost} or ends in {@code .localhost}, in place of the former. */
    public Identity issue(String name, String dnsName) {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("a name of lower-case letters, digits and '-', not " + name);
        }
        try {
            KeyPair holder = newKey();
            Identity identity = new Identity(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
            byte[] leaf = encoded(leaf(name, dnsName, holder));
            FileTree.writePrivate(identity.certificateFile(), pem("CERTIFICATE", leaf));
            FileTree.writePrivate(
                    identity.keyFile(), pem("PRIVATE KEY", holder.getPrivate().getEncoded()));
            return identity;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new StackFailure("cannot issue a certificate for " + name, e);
        }
    }

    /**
     * A context that trusts this authority and nobody else. It does not keep a client from offering TLS 1.2: give the
     * client {@link #tls13} too.
     */
    public SSLContext clientContext() {
        return clientContext(new KeyManager[0]);
    }

    /** The same, for a client that has {@code identity}. */
    public SSLContext clientContext(Identity identity) {
        return clientContext(identity.keyManagers());
    }

    private SSLContext clientContext(KeyManager[] keys) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys, trust.getTrustManagers(), RANDOM);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StackFailure("cannot trust the development CA", e);
        }
    }

    /** TLS 1.3 and nothing older. */
    public static SSLParameters tls13() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        return parameters;
    }

    /** An HTTP client that trusts this authority and nobody else, over TLS 1.3 alone. */
    public HttpClient.Builder httpClient() {
        return HttpClient.newBuilder()
                .sslContext(clientContext())
                .sslParameters(tls13())
                .connectTimeout(Duration.ofSeconds(10));
    }

    private X509Certificate selfSigned() throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Principal self = new X500Principal("CN=Jeton development CA " + Secrets.hex(4));
        return sign(builder(self, self, key)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                .addExtension(
                        Extension.nameConstraints,
                        true,
                        new NameConstraints(
                                new GeneralSubtree[] {
                                    new GeneralSubtree(new GeneralName(GeneralName.dNSName, HOST)),
                                    new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "127.0.0.0/8"))
                                },
                                new GeneralSubtree[0])));
    }

    private X509Certificate leaf(String name, String dnsName, KeyPair holder)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, dnsName), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        return sign(builder(certificate.getSubjectX500Principal(), new X500Principal("CN=" + name), holder)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names)));
    }

    private X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair holder)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(127, RANDOM).setBit(126),
                        Date.from(notBefore),
                        Date.from(notBefore.plus(Duration.ofDays(DAYS))),
                        subject,
                        holder.getPublic())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        identifiers.createSubjectKeyIdentifier(holder.getPublic()))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        identifiers.createAuthorityKeyIdentifier(key.getPublic()));
    }

    private X509Certificate sign(X509v3CertificateBuilder builder)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new StackFailure("cannot encode a certificate", e);
        }
    }

    private static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
