package dev.jeton.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    void selfTest_rightAnswers_passes() {
        assertThatCode(() -> SelfTest.run(JAVA)).doesNotThrowAnyException();
        assertThatCode(() -> SelfTest.run(Engine.active())).doesNotThrowAnyException();
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
