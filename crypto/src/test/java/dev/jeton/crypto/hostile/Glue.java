package dev.jeton.crypto.hostile;

import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.RemovalVerdict;
import dev.jeton.crypto.mapping.RemovalVerifier;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprf.OprfSecretKey;
import dev.jeton.crypto.voprf.Suite;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Parsers that take or give more than bytes, in the shape that {@link Parser} wants. Keys are fixed. */
final class Glue {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final JoseSigningKey SIGNER = FixedKeys.ed25519(1);
    static final JoseSigningKey CSIP_KEY = FixedKeys.ed25519(2);
    static final String CSIP = "https://csip.example";
    static final Authority PROVIDER = new Authority("dp.example");
    static final CsipTrust TRUST = new CsipTrust(List.of(new Csip(
            CSIP,
            JwkSet.of(CSIP_KEY.publicKey()),
            List.of("+1"),
            List.of(new DomainName("example.com")),
            List.of("+1"))));

    private static final int MAX_CHARS = 8192;
    private static final int JSON_BYTES = 1 << 20;
    private static final SealingKey SEALING_KEY = SealingKey.of(new byte[SealingKey.KEY_BYTES]);
    private static final HpkeSuite HPKE = HpkeSuite.X25519_AES_128_GCM;
    private static final HpkeSecretKey HPKE_KEY = HpkeSecretKey.of(new byte[HpkeSecretKey.BYTES]);
    private static final Bytes CONTEXT = Bytes.ofUtf8("context");
    private static final Path FILE = temporaryFile();

    private Glue() {}

    static Bytes vector(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        Bytes value = reader.bytes("field", reader.minimalVarintLength("field"));
        reader.end("field");
        return value;
    }

    static Bytes vectorOf(Bytes value) {
        return new ByteWriter().varint(value.size()).bytes(value).toBytes();
    }

    /** A document that can be read, as it was, after every getter has looked at every member. */
    static Bytes json(Bytes encoded) {
        JsonObject json = JsonObject.parse("document", encoded, JSON_BYTES);
        for (String member : json.members()) {
            for (Callable<?> getter : List.<Callable<?>>of(
                    () -> json.string(member, MAX_CHARS),
                    () -> json.base64Url(member, 32),
                    () -> json.integer(member, Long.MIN_VALUE, Long.MAX_VALUE),
                    () -> json.flag(member, false),
                    () -> json.time(member),
                    () -> json.object(member).members(),
                    () -> json.strings(member, 16, MAX_CHARS),
                    () -> json.objects(member, 16))) {
                try {
                    getter.call();
                } catch (MalformedMessage e) {
                    // Most getters refuse most members, and name them: those names are the input's.
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
        return encoded;
    }

    /** What a message begins with; the rest of it is not looked at. */
    static Bytes tokenType(TokenType type) {
        return new ByteWriter().uint16(type.code()).toBytes();
    }

    static List<PrivateTokenChallenge> challengeHeader(String value) {
        return PrivateTokenChallenge.parseAll(value);
    }

    static String challengeHeader(List<PrivateTokenChallenge> challenges) {
        return challenges.stream().map(PrivateTokenChallenge::encode).collect(Collectors.joining(", "));
    }

    static PrivateTokenCredentials credentials(String value) {
        return PrivateTokenCredentials.parse(value).orElseThrow(() -> missing("token"));
    }

    static QueryProof queryProof(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        QueryProof proof = new QueryProof(
                reader.bytes("public-key", QueryProof.PUBLIC_KEY_BYTES),
                reader.bytes("signature", QueryProof.SIGNATURE_BYTES));
        reader.end("field");
        // Whatever key and signature are: it answers. The nonce is the key's, or it would answer before it has looked.
        proof.verify(
                new Nonce(sha256(proof.publicKey())),
                PROVIDER.name(),
                new Nullifier(Bytes.of(new byte[Nullifier.BYTES])),
                new Csi("mailto:bob@example.com"));
        return proof;
    }

    static Bytes queryProof(QueryProof proof) {
        return Bytes.concat(proof.publicKey(), proof.signature());
    }

    static Problem problem(Bytes encoded) {
        return Problem.parse(encoded).orElseThrow(() -> missing("type"));
    }

    /** Read and checked, with whatever result. */
    static Jws jws(String compact) {
        Jws jws = Jws.parse("document", compact, MAX_CHARS);
        jws.keyId();
        jws.check("type", Set.of(), SIGNER.publicKey());
        return jws;
    }

    static JosePublicKey jwk(Bytes json) {
        return JosePublicKey.parse(JsonObject.parse("jwk", json, MAX_CHARS));
    }

    static SenderAttestation senderAttestation(Bytes json) {
        return SenderAttestation.parse(JsonObject.parse("attestation", json, MAX_CHARS));
    }

    static Bytes senderAttestation(SenderAttestation attestation) {
        return FixedKeys.payload(attestation.sign(SIGNER));
    }

    static OperatorCredential operatorCredential(Bytes json) {
        return OperatorCredential.parse(JsonObject.parse("credential", json, MAX_CHARS));
    }

    static Bytes operatorCredential(OperatorCredential credential) {
        return FixedKeys.payload(credential.sign(SIGNER));
    }

    /** A mapping that verifies, as it was. */
    static String signedMapping(String compact) {
        MappingVerdict verdict = MappingVerifier.verify(compact, TRUST, Set.of(PROVIDER), NOW);
        if (verdict instanceof RefusedDocument refused) {
            throw MalformedMessage.of("mapping", refused.reason() + " " + refused.detail());
        }
        return compact;
    }

    /** A removal that verifies, as it was. */
    static String signedRemoval(String compact) {
        RemovalVerdict verdict = RemovalVerifier.verify(compact, TRUST, Set.of(PROVIDER), NOW);
        if (verdict instanceof RefusedDocument refused) {
            throw MalformedMessage.of("removal", refused.reason() + " " + refused.detail());
        }
        return compact;
    }

    static JoseSigningKey signingKeyFile(Bytes content) {
        return fromFile(content, () -> SigningKeyFile.load(FILE));
    }

    static Bytes signingKeyFile(JoseSigningKey key) {
        try {
            Files.delete(FILE);
            SigningKeyFile.save(key, FILE);
            return Bytes.of(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that holds a sealing key, as it was. */
    static Bytes sealingKeyFile(Bytes content) {
        fromFile(content, () -> SealingKey.load(FILE));
        return content;
    }

    static Bytes seal(Bytes plain) {
        return SEALING_KEY.seal(CONTEXT, plain);
    }

    /** A sealed value that opens, as it was: sealing is random. */
    static Bytes open(Bytes sealed) {
        SEALING_KEY.open(CONTEXT, sealed);
        return sealed;
    }

    static Bytes hpkeSeal(Bytes plain) {
        return HPKE.seal(HPKE_KEY.publicKey(), CONTEXT, Bytes.EMPTY, plain);
    }

    /** A message that opens, as it was: sealing is random. */
    static Bytes hpkeOpen(Bytes sealed) {
        HPKE.open(HPKE_KEY, CONTEXT, Bytes.EMPTY, sealed);
        return sealed;
    }

    // What is inside of sealed keys: whoever holds the sealing key could write anything.

    static OneTimeKey oneTimeKey(Bytes plain) {
        return OneTimeKey.unseal(SEALING_KEY, CONTEXT, seal(plain));
    }

    static Bytes oneTimeKey(OneTimeKey key) {
        return SEALING_KEY.open(CONTEXT, key.seal(SEALING_KEY, CONTEXT));
    }

    static TokenSigningKey tokenSigningKey(Bytes plain) {
        return TokenSigningKey.unseal(SEALING_KEY, CONTEXT, seal(plain));
    }

    static Bytes tokenSigningKey(TokenSigningKey key) {
        return SEALING_KEY.open(CONTEXT, key.seal(SEALING_KEY, CONTEXT));
    }

    static VoprfTokenSecretKey voprfSecretKey(Bytes plain) {
        return VoprfTokenSecretKey.unseal(SEALING_KEY, CONTEXT, seal(plain));
    }

    static Bytes voprfSecretKey(VoprfTokenSecretKey key) {
        return SEALING_KEY.open(CONTEXT, key.seal(SEALING_KEY, CONTEXT));
    }

    static OprfSecretKey oprfSecretKey(Bytes plain) {
        return OprfSecretKey.unseal(Suite.P256_SHA256, SEALING_KEY, CONTEXT, seal(plain));
    }

    static Bytes oprfSecretKey(OprfSecretKey key) {
        return SEALING_KEY.open(CONTEXT, key.seal(SEALING_KEY, CONTEXT));
    }

    static HpkeSecretKey hpkeSecretKey(Bytes plain) {
        return HpkeSecretKey.unseal(SEALING_KEY, CONTEXT, seal(plain));
    }

    static Bytes hpkeSecretKey(HpkeSecretKey key) {
        return SEALING_KEY.open(CONTEXT, key.seal(SEALING_KEY, CONTEXT));
    }

    private static Bytes sha256(Bytes value) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(value.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static MalformedMessage missing(String field) {
        return MalformedMessage.of(field, "is missing");
    }

    /** A file that is refused is an {@code IOException} which names it; here it becomes what other refusals are. */
    private static <T> T fromFile(Bytes content, Callable<T> load) {
        try {
            Files.write(FILE, content.toArray());
            return load.call();
        } catch (IOException e) {
            throw MalformedMessage.of("file", String.valueOf(e.getMessage()).replace(FILE.toString(), ""));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("jeton", ".key");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
