package dev.jeton.crypto.blindrsa;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.util.BigIntegers;

/**
 * Products and inverses modulo an odd n. Products are {@link BigInteger}'s, whose time depends on the operands' lengths and,
 * rarely, on their values; the inversion takes constant time. Safe for concurrent use.
 */
final class Modulus {
    private final BigInteger n;
    private final int cut;
    private final int reciprocalBits;
    private final BigInteger reciprocal;

    Modulus(BigInteger n) {
        this.n = n;
        // Shifts by whole words are copies.
        this.cut = (n.bitLength() - 1) & -32;
        this.reciprocalBits = (2 * n.bitLength() - cut + 31) & -32;
        this.reciprocal = BigInteger.ONE.shiftLeft(cut + reciprocalBits).divide(n);
    }

    /**
     * {@code a * b mod n} for numbers below n, by Barrett's method: two products in place of a division, which takes twice
     * as long. The quotient is found short by at most 2: each of the two roundings down costs less than 1, since
     * {@code 2^cut < n} and {@code n^2 <= 2^(cut + reciprocalBits)}, and the last one too.
     */
    BigInteger multiply(BigInteger a, BigInteger b) {
        BigInteger product = a.multiply(b);
        BigInteger quotient = product.shiftRight(cut).multiply(reciprocal).shiftRight(reciprocalBits);
        BigInteger rest = product.subtract(quotient.multiply(n));
        while (rest.compareTo(n) >= 0) {
            rest = rest.subtract(n);
        }
        return rest;
    }

    /**
     * The inverse of each of {@code factors}, by one inversion for all of them and three products each (Montgomery).
     *
     * @param alsoInvertible numbers whose inverses nobody needs; one product each shows that they have one
     * @throws ArithmeticException if any number is not invertible; it is not said which
     */
    List<BigInteger> invertAll(List<BigInteger> factors, List<BigInteger> alsoInvertible) {
        List<BigInteger> products = new ArrayList<>(factors.size());
        BigInteger product = BigInteger.ONE;
        for (BigInteger factor : factors) {
            product = multiply(product, factor);
            products.add(product);
        }
        BigInteger others = alsoInvertible.stream().reduce(BigInteger.ONE, this::multiply);
        BigInteger inverse = multiply(BigIntegers.modOddInverse(n, multiply(product, others)), others);
        List<BigInteger> inverses = new ArrayList<>(factors.size());
        for (int i = factors.size() - 1; i > 0; i--) {
            inverses.add(multiply(inverse, products.get(i - 1)));
            inverse = multiply(inverse, factors.get(i));
        }
        inverses.add(inverse);
        Collections.reverse(inverses);
        return inverses;
    }
}
