package dev.jeton.crypto.blindrsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModulusTest {
    private static final Random RANDOM = new Random(1);

    @ParameterizedTest
    @ValueSource(ints = {2048, 2049, 2050, 2079, 2080, 2081, 3072, 4095, 4096})
    void multiply_isTheRestOfADivision(int bits) {
        BigInteger two = BigInteger.TWO;
        for (BigInteger n : List.of(
                two.pow(bits).subtract(BigInteger.ONE),
                two.pow(bits - 1).add(BigInteger.ONE),
                new BigInteger(bits, RANDOM).setBit(bits - 1).setBit(0))) {
            Modulus modulus = new Modulus(n);
            List<BigInteger> values = new ArrayList<>(List.of(
                    BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE), n.subtract(two), n.shiftRight(1)));
            for (int i = 0; i < 10; i++) {
                values.add(new BigInteger(bits, RANDOM).mod(n));
            }
            for (BigInteger a : values) {
                for (BigInteger b : values) {
                    assertThat(modulus.multiply(a, b)).isEqualTo(a.multiply(b).mod(n));
                }
            }
        }
    }

    @Test
    void invertAll_anyNumber_givesTheInversesInOrder() {
        BigInteger n = BigInteger.TWO.pow(2048).subtract(BigInteger.ONE);
        Modulus modulus = new Modulus(n);
        for (int size : new int[] {1, 2, 3, 100}) {
            List<BigInteger> factors = new ArrayList<>();
            while (factors.size() < size) {
                BigInteger candidate = new BigInteger(2047, RANDOM);
                if (candidate.gcd(n).equals(BigInteger.ONE)) {
                    factors.add(candidate);
                }
            }
            assertThat(modulus.invertAll(factors, List.of(BigInteger.TWO, BigInteger.valueOf(4))))
                    .isEqualTo(factors.stream().map(f -> f.modInverse(n)).toList());
        }
    }

    /** 2^2048 - 1 is divisible by 3. */
    @Test
    void invertAll_anyNumberWithoutAnInverse_fails() {
        Modulus modulus = new Modulus(BigInteger.TWO.pow(2048).subtract(BigInteger.ONE));
        BigInteger three = BigInteger.valueOf(3);
        for (BigInteger bad : List.of(three, BigInteger.ZERO)) {
            assertUninvertible(modulus, List.of(BigInteger.TWO, bad), List.of(BigInteger.TWO));
            assertUninvertible(modulus, List.of(bad), List.of());
            assertUninvertible(modulus, List.of(BigInteger.TWO), List.of(BigInteger.TWO, bad));
        }
    }

    private static void assertUninvertible(Modulus modulus, List<BigInteger> factors, List<BigInteger> others) {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> modulus.invertAll(factors, others));
    }
}
