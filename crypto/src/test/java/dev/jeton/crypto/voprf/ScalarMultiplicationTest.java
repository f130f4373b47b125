package dev.jeton.crypto.voprf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarMultiplicationTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.crypto.voprf");

    static List<Arguments> enginesAndSuites() {
        List<Arguments> combinations = new ArrayList<>();
        for (Suite suite : List.of(Suite.P256_SHA256, Suite.P384_SHA384)) {
            combinations.add(Arguments.of("pure Java", ScalarMultiplication.pureJava(), suite));
            combinations.add(Arguments.of("preferred", ScalarMultiplication.preferred(), suite));
        }
        return combinations;
    }

    /** Against plain double-and-add, at the ends of the range, around powers of two, and at random. */
    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("enginesAndSuites")
    void multiply_anyScalar_isTheSumOfAdditions(String name, ScalarMultiplication engine, Suite suite) {
        ECPoint point = suite.context(Mode.VOPRF).hashToGroup(Bytes.EMPTY).point();
        for (BigInteger scalar : scalars(suite.group().order())) {
            assertThat(engine.multiply(scalar, point)).isEqualTo(ECAlgorithms.referenceMultiply(point, scalar));
        }
    }

    private static List<BigInteger> scalars(BigInteger order) {
        List<BigInteger> scalars = new ArrayList<>();
        for (int small = 1; small <= 4; small++) {
            scalars.add(BigInteger.valueOf(small));
            scalars.add(order.subtract(BigInteger.valueOf(small)));
        }
        for (int bit : new int[] {5, 6, 31, 32, 33, 63, 64, 128, 255}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bit);
            scalars.add(power);
            scalars.add(power.subtract(BigInteger.ONE));
        }
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 16; i++) {
            scalars.add(new BigInteger(order.bitLength() - 1, random).setBit(0));
        }
        return scalars;
    }

    /** Bouncy Castle's other multipliers branch on the scalar's bits. */
    @Test
    void variableTimeMultiplication_isUsedForPublicSumsOnly() {
        noClasses()
                .should()
                .callMethod(ECPoint.class, "multiply", BigInteger.class)
                .check(MAIN);
        noClasses()
                .that()
                .doNotHaveSimpleName("Group")
                .should()
                .accessClassesThat()
                .areAssignableTo(ECAlgorithms.class)
                .check(MAIN);
        noClasses()
                .that()
                .doNotHaveSimpleName("ScalarMultiplication")
                .should()
                .accessClassesThat()
                .areAssignableTo(ECMultiplier.class)
                .check(MAIN);
    }
}
