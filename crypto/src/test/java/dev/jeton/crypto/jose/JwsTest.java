package dev.jeton.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {
    private static final String TYPE = "thing+jwt";
    private static final JoseSigningKey ES256 = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final JoseSigningKey EDDSA = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @ParameterizedTest
    @EnumSource
    void sign_thenCheck_findsNothingWrong(JoseAlgorithm algorithm) {
        JoseSigningKey key = key(algorithm);
        String compact = key.sign(TYPE, Map.of("extra", "value"), new JsonWriter().put("n", 7));

        Jws jws = parse(compact);
        assertThat(jws.check(TYPE, Set.of("extra"), key.publicKey())).isEmpty();
        assertThat(jws.keyId()).contains(key.publicKey().thumbprint());
        assertThat(jws.uncheckedHeader().string("extra", 10)).isEqualTo("value");
        assertThat(jws.uncheckedPayload().integer("n", 0, 10)).isEqualTo(7);
        assertThat(jws.compact()).isEqualTo(compact);
    }

    @Test
    void isSignedBy_exampleOfRfc7515_verifies() throws IOException {
        JsonObject vector = vectors().object("rfc7515");
        JosePublicKey key = JosePublicKey.parse(vector.object("public-key"));
        assertThat(parse(vector.string("jws", 1000)).isSignedBy(key)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void check_anyCharacterChanged_isNeverAccepted(JoseAlgorithm algorithm) {
        JoseSigningKey key = key(algorithm);
        String compact = key.sign(TYPE, new JsonWriter().put("n", 7));
        for (int at = 0; at < compact.length(); at++) {
            for (char to : new char[] {'A', 'w', '.', '\u00e9'}) {
                if (compact.charAt(at) == to) {
                    continue;
                }
                String changed = compact.substring(0, at) + to + compact.substring(at + 1);
                assertThat(verifies(changed, key))
                        .as("character %d to %s", at, to)
                        .isFalse();
            }
            assertThat(verifies(compact.substring(0, at) + compact.substring(at + 1), key))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "ES384", "RS256", "EdDSA", "Ed25519", "es256", ""})
    void check_algorithmOtherThanTheKeys_isRefused(String algorithm) {
        String compact = RawJws.sign(ES256, "{\"alg\":\"" + algorithm + "\",\"typ\":\"" + TYPE + "\"}", "{}");
        assertThat(check(compact, ES256)).contains(JwsRefusal.WRONG_ALGORITHM);
    }

    @Test
    void check_keyOfAnotherAlgorithm_isRefused() {
        assertThat(check(ES256.sign(TYPE, new JsonWriter()), EDDSA)).contains(JwsRefusal.WRONG_ALGORITHM);
        assertThat(check(EDDSA.sign(TYPE, new JsonWriter()), ES256)).contains(JwsRefusal.WRONG_ALGORITHM);
    }

    @Test
    void check_noneWithoutSignature_isRefused() {
        String unsigned = Bytes.ofUtf8("{\"alg\":\"none\",\"typ\":\"" + TYPE + "\"}")
                        .toBase64Url() + "." + Bytes.ofUtf8("{}").toBase64Url() + ".";
        assertThat(check(unsigned, ES256)).contains(JwsRefusal.WRONG_ALGORITHM);
    }

    @Test
    void check_macUnderThePublicKey_isRefused() throws Exception {
        String input = Bytes.ofUtf8("{\"alg\":\"HS256\",\"typ\":\"" + TYPE + "\"}")
                        .toBase64Url() + "." + Bytes.ofUtf8("{}").toBase64Url();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ES256.publicKey().jcaKey().getEncoded(), "HmacSHA256"));
        String forged = input + "."
                + Bytes.of(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)))
                        .toBase64Url();
        assertThat(check(forged, ES256)).contains(JwsRefusal.WRONG_ALGORITHM);
    }

    @Test
    void check_keyInTheHeader_isNotEvenLookedAt() {
        String jwk = new String(ES256.publicKey().toJwk().toBytes().toArray(), StandardCharsets.UTF_8);
        for (String more : new String[] {
            ",\"jwk\":" + jwk, ",\"jku\":\"https://evil.example\"", ",\"x5c\":[]", ",\"b64\":false", ",\"zip\":\"DEF\""
        }) {
            assertThat(check(RawJws.sign(ES256, RawJws.header(ES256, TYPE, more), "{}"), ES256))
                    .contains(JwsRefusal.UNKNOWN_HEADER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"exp\"]", "[]", "\"exp\"", "null", "[\"b64\"]"})
    void check_criticalHeader_isRefusedWhateverItNames(String crit) {
        String header = RawJws.header(ES256, TYPE, ",\"crit\":" + crit);
        assertThat(check(RawJws.sign(ES256, header, "{}"), ES256)).contains(JwsRefusal.CRITICAL_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JWT", "THING+JWT", "application/thing+jwt", "thing+jwt "})
    void check_otherType_isRefused(String type) {
        assertThat(check(ES256.sign(type, new JsonWriter()), ES256)).contains(JwsRefusal.WRONG_TYPE);
    }

    @Test
    void check_noType_isRefused() {
        assertThat(check(RawJws.sign(ES256, "{\"alg\":\"ES256\"}", "{}"), ES256))
                .contains(JwsRefusal.WRONG_TYPE);
    }

    @ParameterizedTest
    @EnumSource
    void check_somebodyElsesSignature_isRefused(JoseAlgorithm algorithm) {
        String compact = JoseSigningKey.generate(algorithm).sign(TYPE, new JsonWriter());
        assertThat(check(compact, key(algorithm))).contains(JwsRefusal.WRONG_SIGNATURE);
    }

    @Test
    void check_degenerateEcdsaSignatures_areRefused() {
        Bytes zero = Bytes.of(new byte[32]);
        Bytes one = Bytes.concat(Bytes.of(new byte[31]), Bytes.of((byte) 1));
        Bytes order = Bytes.ofHex(P256_ORDER.toString(16));
        for (Bytes r : new Bytes[] {zero, one, order}) {
            for (Bytes s : new Bytes[] {zero, one, order}) {
                assertSignatureRefused(ES256, Bytes.concat(r, s));
            }
        }
    }

    @Test
    void check_ecdsaSignatureOfAnotherLength_isRefused() {
        String compact = ES256.sign(TYPE, new JsonWriter());
        Bytes signature = signatureOf(compact);
        Bytes pad = Bytes.of((byte) 0);
        assertSignatureRefused(ES256, compact, Bytes.concat(pad, signature.slice(0, 32), pad, signature.slice(32, 64)));
        assertSignatureRefused(ES256, compact, Bytes.EMPTY);
        assertSignatureRefused(ES256, compact, signature.slice(0, 63));
        assertSignatureRefused(ES256, compact, Bytes.concat(signature, signature));
    }

    @Test
    void check_ed25519SignatureWithUnreducedScalar_isRefused() {
        String compact = EDDSA.sign(TYPE, new JsonWriter());
        Bytes signature = signatureOf(compact);
        BigInteger scalar = new BigInteger(1, reversed(signature.slice(32, 64).toArray()));
        byte[] unreduced = Arrays.copyOf(reversed(scalar.add(ED25519_ORDER).toByteArray()), 32);
        assertSignatureRefused(EDDSA, compact, Bytes.concat(signature.slice(0, 32), Bytes.of(unreduced)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "e30",
                "e30.e30",
                "e30.e30.e30.e30",
                "e30.e30.e30.e30.e30",
                ".e30.AAAA",
                "e30..AAAA",
                "e31.e30.AAAA",
                "e30=.e30.AAAA",
                "e30.e30.AA==",
                "e30.e30.AB",
                "e30 .e30.AAAA",
                "e30.e30.AAAA\n",
                "W10.e30.AAAA",
                "e30.W10.AAAA",
                "e30.MQ.AAAA",
                "e30.e30.AA+A",
            })
    void parse_whatIsNotACompactJws_isRefused(String compact) {
        assertThatThrownBy(() -> parse(compact)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void parse_duplicateMembers_areRefused() {
        String header = "{\"alg\":\"ES256\",\"typ\":\"" + TYPE + "\"}";
        for (String compact : new String[] {
            RawJws.sign(ES256, header.replace("{", "{\"alg\":\"none\","), "{}"),
            RawJws.sign(ES256, header, "{\"sub\":\"a\",\"sub\":\"b\"}"),
            RawJws.sign(ES256, header, "{\"cnf\":{\"a\":1,\"\\u0061\":2}}")
        }) {
            assertThatThrownBy(() -> parse(compact)).isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void parse_oneCharacterTooMany_isRefusedBeforeDecoding() {
        String compact = ES256.sign(TYPE, new JsonWriter());
        Jws.parse("thing", compact, compact.length());
        assertThatThrownBy(() -> Jws.parse("thing", compact, compact.length() - 1))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith("thing: at most");
    }

    @Test
    void check_headerMembersOfWrongType_areMalformed() {
        for (String header : new String[] {
            "{\"typ\":\"" + TYPE + "\"}",
            "{\"alg\":1,\"typ\":\"" + TYPE + "\"}",
            "{\"alg\":\"ES256\",\"typ\":1}",
            "{\"alg\":null,\"typ\":\"" + TYPE + "\"}"
        }) {
            assertThatThrownBy(() -> check(RawJws.sign(ES256, header, "{}"), ES256))
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    private static void assertSignatureRefused(JoseSigningKey key, Bytes signature) {
        assertSignatureRefused(key, key.sign(TYPE, new JsonWriter()), signature);
    }

    private static void assertSignatureRefused(JoseSigningKey key, String compact, Bytes signature) {
        String changed = compact.substring(0, compact.lastIndexOf('.') + 1) + signature.toBase64Url();
        assertThat(check(changed, key)).contains(JwsRefusal.WRONG_SIGNATURE);
    }

    private static Bytes signatureOf(String compact) {
        return Bytes.ofBase64Url("signature", compact.substring(compact.lastIndexOf('.') + 1));
    }

    private static boolean verifies(String compact, JoseSigningKey key) {
        try {
            return check(compact, key).isEmpty();
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static Optional<JwsRefusal> check(String compact, JoseSigningKey key) {
        return parse(compact).check(TYPE, Set.of(), key.publicKey());
    }

    private static Jws parse(String compact) {
        return Jws.parse("thing", compact, 4096);
    }

    private static JoseSigningKey key(JoseAlgorithm algorithm) {
        return algorithm == JoseAlgorithm.ES256 ? ES256 : EDDSA;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    static JsonObject vectors() throws IOException {
        try (var in = JwsTest.class.getResourceAsStream("/vectors/jose.json")) {
            return JsonObject.parse("vectors", Bytes.of(in.readAllBytes()), 10_000);
        }
    }
}
