package dev.jeton.bench;

import dev.jeton.bench.crypto.CryptoFigures;
import dev.jeton.bench.issuer.IssuerFigures;
import dev.jeton.bench.ledger.LedgerFigures;
import dev.jeton.bench.lookup.LookupFigures;
import dev.jeton.bench.lookup.OhttpFigures;
import dev.jeton.bench.lookup.TimingFigures;
import java.nio.file.Path;

/** The command line behind {@code bench/run}. */
public final class Bench {
    private static final String USAGE =
            "usage: bench/run crypto|issuer|ledger|lookup|ohttp|timing [ROUNDS, 1 to 99 [PEOPLE]]";
    private static final int DEFAULT_ROUNDS = 3;

    private Bench() {}

    /**
     * {@code REPOSITORY SUITE [ROUNDS [PEOPLE]]}; exit code 2 for a suite that does not exist, 1 if something could not be measured.
     */
    public static void main(String[] arguments) {
        if (arguments.length < 2
                || arguments.length > 4
                || (arguments.length > 2 && !arguments[2].matches("[1-9][0-9]?"))
                || (arguments.length > 3 && !arguments[3].matches("[1-9][0-9]{3,8}"))) {
            fail(2, USAGE);
        }
        Path repository = Path.of(arguments[0]);
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DEFAULT_ROUNDS;
        try {
            switch (arguments[1]) {
                case "crypto" -> System.out.print(CryptoFigures.measure(rounds).lines());
                case "issuer" ->
                    System.out.print(IssuerFigures.measure(repository, rounds).lines());
                case "ledger" -> System.out.print(LedgerFigures.measure(rounds).lines());
                case "lookup" ->
                    System.out.print(LookupFigures.measure(
                                    repository,
                                    rounds,
                                    arguments.length > 3
                                            ? Integer.parseInt(arguments[3])
                                            : LookupFigures.DEFAULT_PEOPLE)
                            .lines());
                case "ohttp" ->
                    System.out.print(OhttpFigures.measure(repository, rounds).lines());
                case "timing" ->
                    System.out.print(TimingFigures.measure(repository).lines());
                default -> fail(2, USAGE);
            }
        } catch (NotMeasured e) {
            fail(1, "bench: " + e.getMessage());
        }
        System.exit(0); // Timers of libraries would keep this process alive.
    }

    private static void fail(int code, String message) {
        System.err.println(message);
        System.exit(code);
    }
}
