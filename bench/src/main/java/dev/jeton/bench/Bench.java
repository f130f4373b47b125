package dev.jeton.bench;

import dev.jeton.bench.crypto.CryptoFigures;

/** The command line behind {@code bench/run}. */
public final class Bench {
    private Bench() {}

    /** {@code SUITE [ROUNDS]}; exit code 2 for a suite that does not exist, 1 if something could not be measured. */
    public static void main(String[] arguments) {
        String usage = "usage: bench/run crypto [ROUNDS, 1 to 99]";
        boolean known = arguments.length > 0 && arguments.length <= 2 && arguments[0].equals("crypto");
        if (!known || (arguments.length == 2 && !arguments[1].matches("[1-9][0-9]?"))) {
            System.err.println(usage);
            System.exit(2);
        }
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try {
            System.out.print(CryptoFigures.measure(rounds).lines());
        } catch (NotMeasured e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }
}
