package dev.jeton.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.NullCipher;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private static final Engine JAVA = new JavaEngine(Optional.empty());

    @Test
    void choose_java_isPureJava() {
        assertThat(Selection.choose("java")).isEqualTo(JAVA);
        assertThat(JAVA.name()).isEqualTo("java");
        assertThat(JAVA.version()).matches("1\\.\\d+");
        assertThat(JAVA.signatures()).isEmpty();
    }

    @Test
    void choose_anythingElse_isRefusedByName() {
        for (String setting : List.of("", "Java", "corretto", "fastest ")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Selection.choose(setting))
                    .withMessageContaining("jeton.crypto.engine");
        }
    }

    /** The tests of this module run once with each engine: this says that they do. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void active_onLinuxAmd64_isWhatTheBuildAskedFor() {
        String setting = System.getProperty(Engine.PROPERTY, "fastest");
        assertThat(Engine.active().fallbackReason()).isEmpty();
        assertThat(Engine.active().name()).isEqualTo(setting.equals("java") ? "java" : "corretto");
        assertThat(Engine.active()).isSameAs(Engine.active());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    @EnabledIfSystemProperty(named = Engine.PROPERTY, matches = "java", disabledReason = "native code is loaded once")
    void fastest_whereCorrettoCannotUnpackItsLibrary_isPureJavaWithAReason() {
        String temporary = System.setProperty("java.io.tmpdir", "/dev/null/no-such-directory");
        try {
            Engine engine = Selection.choose("fastest");
            assertThat(engine.name()).isEqualTo("java");
            assertThat(engine.fallbackReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("does not work here"));
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    @Test
    void active_besideAProviderThatCannotBeLoaded_isPureJavaWithAReason(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("java.security.Provider"), "dev.example.NoSuchProvider");
        List<URL> classPath = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        // Classes of their own, and so a choice of their own.
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method choose = loader.loadClass(Selection.class.getName()).getDeclaredMethod("choose", String.class);
            choose.setAccessible(true);
            assertThat(choose.invoke(null, "fastest")).asString().contains("NoSuchProvider not found");
        }
    }

    @Test
    void selfTest_rightAnswers_passes() {
        assertThatCode(() -> SelfTest.run(JAVA)).doesNotThrowAnyException();
        assertThatCode(() -> SelfTest.run(Engine.active())).doesNotThrowAnyException();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    @DisabledIfSystemProperty(named = Engine.PROPERTY, matches = "java", disabledReason = "native code is loaded once")
    void choose_fastest_isCorrettoAndItsSignatures() {
        Engine engine = Selection.choose("fastest");
        assertThat(engine.name()).isEqualTo("corretto");
        assertThat(engine.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(engine.signatures()).map(Provider::getName).hasValue("AmazonCorrettoCryptoProvider");
    }

    /** Neither a point nor a signature: whatever the engine makes of them, it is not a yes. */
    @Test
    void verifyEd25519_whatIsNoKeyOrNoSignature_isFalse() {
        byte[] key = HexFormat.of().parseHex(SelfTest.ED25519_PUBLIC_KEY);
        byte[] noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xff);
        byte[] signature = HexFormat.of().parseHex(SelfTest.ED25519_SIGNATURE);
        byte[] noSignature = new byte[64];
        Arrays.fill(noSignature, (byte) 0xff);
        byte[] message = {0x72};
        for (Engine engine : List.of(JAVA, Engine.active())) {
            assertThat(engine.verifyEd25519(key, message, signature)).isTrue();
            assertThat(engine.verifyEd25519(noPoint, message, signature)).isFalse();
            assertThat(engine.verifyEd25519(key, message, noSignature)).isFalse();
        }
    }

    @Test
    void selfTest_wrongRsa_fails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SelfTest.rsa((n, e) -> value -> value, JAVA::rsaPrivate))
                .withMessageContaining("RSA public");
        assertThatIllegalStateException()
                .isThrownBy(() -> SelfTest.rsa(JAVA::rsaPublic, key -> value -> value))
                .withMessageContaining("RSA private");
    }

    /** Off by one in the scalar: a point of the curve, and another. */
    @Test
    void selfTest_wrongMultiplication_fails() {
        for (Curve curve : Curve.values()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> SelfTest.multiplication(
                            curve, scalar -> JAVA.multiplication(curve, scalar.add(BigInteger.ONE))))
                    .withMessageContaining(curve.toString());
        }
    }

    @Test
    void selfTest_wrongEd25519_fails() {
        assertThatIllegalStateException().isThrownBy(() -> SelfTest.ed25519((key, message, signature) -> true));
        assertThatIllegalStateException().isThrownBy(() -> SelfTest.ed25519((key, message, signature) -> false));
    }

    @Test
    void selfTest_wrongAesGcm_fails() throws Exception {
        SelfTest.aesGcm(JAVA::aesGcm);
        assertThatIllegalStateException()
                .isThrownBy(() -> SelfTest.aesGcm(NullCipher::new))
                .withMessageContaining("AES-GCM");
    }

    @Test
    void selfTest_wrongSignatures_fails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SelfTest.signatures(new FixedSignatures(new byte[64])))
                .withMessageContaining("Ed25519");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        SelfTest.signatures(new FixedSignatures(HexFormat.of().parseHex(SelfTest.ED25519_SIGNATURE))))
                .withMessageContaining("ECDSA");
    }

    @Test
    void verifyEd25519_secondSpellingOfASignature_isRefused() {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        byte[] message = {1, 2, 3};
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        // RFC 8032, Section 5.1.7: S is below L, or whoever sees one signature has others.
        BigInteger order = BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] second = signature.clone();
        byte[] s = Arrays.copyOfRange(signature, 32, 64);
        byte[] more = BigIntegers.asUnsignedByteArray(
                32, new BigInteger(1, org.bouncycastle.util.Arrays.reverse(s)).add(order));
        System.arraycopy(org.bouncycastle.util.Arrays.reverse(more), 0, second, 32, 32);

        for (Engine engine : List.of(JAVA, Engine.active())) {
            assertThat(engine.verifyEd25519(publicKey, message, signature)).isTrue();
            assertThat(engine.verifyEd25519(publicKey, message, second)).isFalse();
        }
    }

    @Test
    void rsa_valuesWithLeadingZeros_keepTheirSize() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(2047).setBit(0);
        BigInteger e = BigInteger.valueOf(65537);
        for (Engine engine : List.of(JAVA, Engine.active())) {
            RsaPublicOperation operation = engine.rsaPublic(modulus, e);
            assertThat(operation.apply(new byte[256])).isEqualTo(new byte[256]);
            byte[] one = BigIntegers.asUnsignedByteArray(256, BigInteger.ONE);
            assertThat(operation.apply(one)).isEqualTo(one);
        }
    }
}
