package dev.jeton.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoseKeysTest {
    private static final String X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private static final String Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    private static final String P256 = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + X + "\",\"y\":\"" + Y + "\"}";
    private static final String ED25519 =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    @ParameterizedTest
    @EnumSource
    void jwk_parsedAgain_isTheSameKey(JoseAlgorithm algorithm) {
        JosePublicKey key = JoseSigningKey.generate(algorithm).publicKey();
        JosePublicKey again = JosePublicKey.parse(json(key.toJwk()));
        assertThat(again).isEqualTo(key).hasSameHashCodeAs(key).hasToString(key.toString());
        assertThat(again.algorithm()).isEqualTo(algorithm);
        assertThat(again).isNotEqualTo(JoseSigningKey.generate(algorithm).publicKey());
    }

    @Test
    void thumbprint_exampleOfRfc8037_matches() throws IOException {
        JsonObject vector = JwsTest.vectors().object("rfc8037");
        assertThat(JosePublicKey.parse(vector.object("public-key")).thumbprint())
                .isEqualTo(vector.string("thumbprint", 43));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"EC\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}",
            })
    void jwk_ofAnotherKind_isRefused(String jwk) {
        assertRefused(jwk);
    }

    @Test
    void jwk_missingOrMisspelledCoordinates_areRefused() {
        assertThat(JosePublicKey.parse(json(P256)).algorithm()).isEqualTo(JoseAlgorithm.ES256);
        assertRefused(P256.replace(",\"y\":\"" + Y + "\"", ""));
        assertRefused(P256.replace(Y, Y + "="));
        assertRefused(P256.replace(Y, Y.substring(1)));
        assertRefused(P256.replace(Y, "AA" + Y));
        assertRefused(P256.replace(Y, Y.replace('_', '/')));
        assertRefused(P256.replace("\"" + Y + "\"", "1"));
        assertRefused(ED25519.replace("HURo", "HURp"));
    }

    @Test
    void jwk_privateMember_isRefused() {
        for (String member : JosePublicKey.PRIVATE_MEMBERS) {
            assertRefused(P256.replace("{", "{\"" + member + "\":\"AAAA\","));
        }
    }

    @Test
    void jwk_forAnotherUseOrAlgorithm_isRefused() {
        JosePublicKey.parse(json(P256.replace("{", "{\"use\":\"sig\",\"alg\":\"ES256\",\"ext\":true,")));
        assertRefused(P256.replace("{", "{\"use\":\"enc\","));
        assertRefused(P256.replace("{", "{\"alg\":\"EdDSA\","));
        assertRefused(P256.replace("{", "{\"alg\":\"ECDH-ES\","));
    }

    @Test
    void p256_pointOffTheCurve_isRefused() {
        assertRefused(P256.replace(Y, "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a4"));
        assertRefused(P256.replace(X, Y).replaceFirst(Y + "\"}", X + "\"}"));
        String zero = "A".repeat(43);
        assertRefused(P256.replace(X, zero).replace(Y, zero));
    }

    @Test
    void p256_coordinateNotReduced_isRefused() {
        // x = 0 is on the curve: x = p spells the same point a second time.
        byte[] point = CustomNamedCurves.getByName("P-256")
                .getCurve()
                .decodePoint(
                        Bytes.concat(Bytes.of((byte) 2), Bytes.of(new byte[32])).toArray())
                .getEncoded(false);
        Bytes y = Bytes.of(point).slice(33, 65);
        Bytes p = Bytes.ofHex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

        String reduced = P256.replace(X, "A".repeat(43)).replace(Y, y.toBase64Url());
        assertThat(JosePublicKey.parse(json(reduced)).algorithm()).isEqualTo(JoseAlgorithm.ES256);
        assertRefused(P256.replace(X, p.toBase64Url()).replace(Y, y.toBase64Url()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000", // order 1
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
                "0000000000000000000000000000000000000000000000000000000000000000", // order 4
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 1, y = p + 1
                "0200000000000000000000000000000000000000000000000000000000000000", // no point
            })
    void ed25519_smallOrderOrNoPoint_isRefused(String hex) {
        assertRefused(ED25519.replace(
                "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", Bytes.ofHex(hex).toBase64Url()));
    }

    @Test
    void set_parsedAgain_isTheSame() {
        JwkSet set = JwkSet.of(
                JoseSigningKey.generate(JoseAlgorithm.ES256).publicKey(),
                JoseSigningKey.generate(JoseAlgorithm.EDDSA).publicKey());
        assertThat(JwkSet.parse(set.toJson().toBytes())).isEqualTo(set);
        set.keys().forEach((keyId, key) -> assertThat(set.find(keyId)).contains(key));
        assertThat(set.find("other")).isEmpty();
    }

    @Test
    void set_keysOfOtherKinds_areLeftOut() {
        JwkSet set = parseSet(
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"r\"}",
                P256.replace("{", "{\"use\":\"enc\",\"kid\":\"e\","),
                ED25519.replace("{", "{\"kid\":\"k\","),
                P256);
        assertThat(set.keys())
                .hasSize(2)
                .containsKeys("k", JosePublicKey.parse(json(P256)).thumbprint());
    }

    @Test
    void set_brokenPrivateDuplicateOrTooMany_isRefused() {
        assertSetRefused(P256.replace(Y, X));
        assertSetRefused("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"d\":\"AQAB\"}");
        assertSetRefused(P256, P256);
        assertSetRefused(P256.replace("{", "{\"kid\":\"k\","), ED25519.replace("{", "{\"kid\":\"k\","));
        assertSetRefused(P256.replace("{", "{\"kid\":\"" + "k".repeat(129) + "\","));
        String[] many = new String[JwkSet.MAX_KEYS + 1];
        Arrays.setAll(many, i -> P256.replace("{", "{\"kid\":\"" + i + "\","));
        assertSetRefused(many);
        String[] most = Arrays.copyOf(many, JwkSet.MAX_KEYS);
        assertThat(JwkSet.parse(Bytes.ofUtf8("{\"keys\":[" + String.join(",", most) + "]}"))
                        .keys())
                .hasSize(JwkSet.MAX_KEYS);
    }

    @ParameterizedTest
    @EnumSource
    void keyFile_savedAndLoaded_isTheSameKeyForItsOwnerOnly(JoseAlgorithm algorithm, @TempDir Path dir)
            throws IOException {
        JoseSigningKey key = JoseSigningKey.generate(algorithm);
        Path file = dir.resolve("key.pem");
        SigningKeyFile.save(key, file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        JoseSigningKey loaded = SigningKeyFile.load(file);
        assertThat(loaded.publicKey()).isEqualTo(key.publicKey());
        String compact = loaded.sign("t", new JsonWriter());
        assertThat(Jws.parse("t", compact, 1000).check("t", Set.of(), key.publicKey()))
                .isEmpty();
        assertThatThrownBy(() -> SigningKeyFile.save(key, file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void keyFile_seedOfRfc8037_givesItsPublicKey(@TempDir Path dir) throws IOException {
        JsonObject vector = JwsTest.vectors().object("rfc8037");
        Bytes pkcs8 = Bytes.concat(Bytes.ofHex("302e020100300506032b657004220420"), vector.base64Url("seed", 32));
        Path file = Files.writeString(dir.resolve("key.pem"), pem(pkcs8.toArray()));
        assertThat(SigningKeyFile.load(file).publicKey()).isEqualTo(JosePublicKey.parse(vector.object("public-key")));
    }

    @Test
    void keyFile_anythingElse_isRefusedByNameAndNotByContents(@TempDir Path dir) throws Exception {
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        String p256 = pem(JoseSigningKey.generate(JoseAlgorithm.ES256).pkcs8());
        for (String content : new String[] {
            "",
            "secret",
            pem("secret".getBytes(StandardCharsets.US_ASCII)),
            pem(p384.generateKeyPair().getPrivate().getEncoded()),
            pem(rsa.generateKeyPair().getPrivate().getEncoded()),
            p256 + p256,
            "secret" + p256,
            p256.replace("PRIVATE", "EC PRIVATE"),
            p256 + " ".repeat(5000)
        }) {
            Path file = Files.writeString(dir.resolve("key.pem"), content);
            assertThatThrownBy(() -> SigningKeyFile.load(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("key.pem")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    @Test
    void signingKey_toString_showsThePublicKeyOnly() {
        JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        assertThat(key).hasToString("JoseSigningKey[EdDSA " + key.publicKey().thumbprint() + "]");
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static JwkSet parseSet(String... jwks) {
        return JwkSet.parse(Bytes.ofUtf8("{\"keys\":[" + String.join(",", jwks) + "]}"));
    }

    private static void assertSetRefused(String... jwks) {
        assertThatThrownBy(() -> parseSet(jwks)).isInstanceOf(MalformedMessage.class);
    }

    private static void assertRefused(String jwk) {
        assertThatThrownBy(() -> JosePublicKey.parse(json(jwk))).isInstanceOf(MalformedMessage.class);
    }

    private static JsonObject json(String text) {
        return JsonObject.parse("jwk", Bytes.ofUtf8(text), 4096);
    }

    private static JsonObject json(JsonWriter writer) {
        return JsonObject.parse("jwk", writer.toBytes(), 4096);
    }
}
