package dev.jeton.crypto.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarMultiplicationTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Engine JAVA = new JavaEngine(Optional.empty());
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.crypto");

    static List<Arguments> enginesAndCurves() {
        List<Arguments> combinations = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            combinations.add(Arguments.of("java", JAVA, curve));
            combinations.add(Arguments.of("active", Engine.active(), curve));
        }
        return combinations;
    }

    /** Against plain double-and-add, at the ends of the range, around powers of two, and at random. */
    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("enginesAndCurves")
    void multiply_anyScalar_isTheSumOfAdditions(String name, Engine engine, Curve curve) {
        ECPoint point = randomPoint(curve);
        for (BigInteger scalar : scalars(curve.order())) {
            assertThat(engine.multiplication(curve, scalar).multiply(point))
                    .isEqualTo(ECAlgorithms.referenceMultiply(point, scalar));
        }
    }

    /** One scalar, many points, from many threads. */
    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("enginesAndCurves")
    void multiply_inParallel_isRight(String name, Engine engine, Curve curve) {
        BigInteger scalar = randomScalar(curve);
        ScalarMultiplication multiplication = engine.multiplication(curve, scalar);
        List<ECPoint> points = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            points.add(randomPoint(curve));
        }
        assertThat(points.parallelStream().map(multiplication::multiply).toList())
                .isEqualTo(points.stream()
                        .map(p -> ECAlgorithms.referenceMultiply(p, scalar))
                        .toList());
    }

    /** The formula by itself, with x-coordinates from pure Java: on platforms without a native engine as well. */
    @ParameterizedTest
    @EnumSource
    void xOnly_anyScalar_givesTheWholeProduct(Curve curve) {
        ECPoint point = randomPoint(curve);
        for (BigInteger scalar : scalars(curve.order())) {
            if (scalar.equals(curve.order().subtract(BigInteger.ONE))) {
                continue;
            }
            assertThat(xOnly(curve, scalar, UnaryOperator.identity(), UnaryOperator.identity())
                            .multiply(point))
                    .isEqualTo(ECAlgorithms.referenceMultiply(point, scalar));
        }
    }

    @ParameterizedTest
    @EnumSource
    void xOnly_faultInEitherHalf_neverLeaves(Curve curve) {
        ECPoint point = randomPoint(curve);
        BigInteger scalar = randomScalar(curve);
        BigInteger other = x(ECAlgorithms.referenceMultiply(point, randomScalar(curve)));
        List<UnaryOperator<BigInteger>> faults =
                List.of(x -> x.flipBit(0), x -> x.flipBit(200), x -> BigInteger.ZERO, x -> other);
        for (UnaryOperator<BigInteger> fault : faults) {
            assertFaulty(xOnly(curve, scalar, fault, UnaryOperator.identity()), point);
            assertFaulty(xOnly(curve, scalar, UnaryOperator.identity(), fault), point);
        }
        // The right coordinates of another point's product.
        ECPoint another = randomPoint(curve);
        ScalarMultiplication mixed = new XOnlyMultiplication(
                curve, times(curve, scalar, p -> another), times(curve, scalar.add(BigInteger.ONE), p -> p), p -> p);
        assertFaulty(mixed, point);
    }

    @Test
    void toString_tellsNothing() {
        for (Engine engine : List.of(JAVA, Engine.active())) {
            assertThat(engine.multiplication(Curve.P256, BigInteger.TEN)).hasToString("ScalarMultiplication[redacted]");
        }
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
                .doNotHaveFullyQualifiedName("dev.jeton.crypto.voprf.Group")
                .and()
                .doNotHaveFullyQualifiedName("dev.jeton.crypto.engine.SelfTest")
                .should()
                .accessClassesThat()
                .areAssignableTo(ECAlgorithms.class)
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.crypto.engine")
                .and()
                .doNotHaveSimpleName("JoseSigningKey")
                .should()
                .accessClassesThat()
                .areAssignableTo(ECMultiplier.class)
                .check(MAIN);
    }

    private static void assertFaulty(ScalarMultiplication multiplication, ECPoint point) {
        assertThatIllegalStateException()
                .isThrownBy(() -> multiplication.multiply(point))
                .withMessageContaining("faulty");
    }

    private static ScalarMultiplication xOnly(
            Curve curve, BigInteger k, UnaryOperator<BigInteger> faultInK, UnaryOperator<BigInteger> faultInKPlusOne) {
        return new XOnlyMultiplication(
                curve,
                times(curve, k, p -> p).andThen(faultInK),
                times(curve, k.add(BigInteger.ONE), p -> p).andThen(faultInKPlusOne),
                JAVA.multiplication(curve, k));
    }

    private static Function<java.security.spec.ECPoint, BigInteger> times(
            Curve curve, BigInteger scalar, UnaryOperator<ECPoint> swap) {
        return p -> x(ECAlgorithms.referenceMultiply(
                swap.apply(curve.points().createPoint(p.getAffineX(), p.getAffineY())), scalar));
    }

    private static BigInteger x(ECPoint point) {
        return point.normalize().getAffineXCoord().toBigInteger();
    }

    private static ECPoint randomPoint(Curve curve) {
        return ECAlgorithms.referenceMultiply(curve.generator(), randomScalar(curve))
                .normalize();
    }

    private static BigInteger randomScalar(Curve curve) {
        return new BigInteger(curve.order().bitLength() - 1, RANDOM).setBit(0);
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
        for (int i = 0; i < 16; i++) {
            scalars.add(new BigInteger(order.bitLength() - 1, RANDOM).setBit(0));
        }
        return scalars;
    }
}
