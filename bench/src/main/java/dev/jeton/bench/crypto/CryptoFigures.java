package dev.jeton.bench.crypto;

import dev.jeton.bench.Figures;
import dev.jeton.bench.NotMeasured;
import dev.jeton.bench.OpenSsl;
import java.io.PrintStream;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What {@code bench/run crypto} prints. One thread throughout; each JMH run has a JVM of its own. */
public final class CryptoFigures {
    private static final PrintStream PROGRESS = System.err;

    private final Figures figures = new Figures();

    private CryptoFigures() {}

    /** Measures {@code rounds} times everything, the reference and both engines in each round. */
    public static Figures measure(int rounds) {
        PROGRESS.printf("%s, Java %s%n", OpenSsl.version(), Runtime.version());
        CryptoFigures measurement = new CryptoFigures();
        for (int round = 1; round <= rounds; round++) {
            PROGRESS.printf("round %d of %d%n", round, rounds);
            measurement.round();
        }
        return measurement.figures;
    }

    private void round() {
        OpenSsl openssl = OpenSsl.measure();
        figures.add("openssl.rsa2048_sign", openssl.rsaSigns(), "op/s");
        figures.add("openssl.rsa2048_verify", openssl.rsaVerifies(), "op/s");
        figures.add("openssl.ecdhp384", openssl.ecdhs(), "op/s");

        for (Engine engine : Engine.values()) {
            double signs = perSecond(engine, SigningBenchmark.class, "blindSign");
            compared("crypto.blind_sign" + engine.suffix, signs, "tokens/s", openssl.rsaSigns());
            double verifies = perSecond(engine, SigningBenchmark.class, "verify");
            compared("crypto.verify" + engine.suffix, verifies, "tokens/s", openssl.rsaVerifies());
            double evaluations = perSecond(engine, VoprfBenchmark.class, "issueBatch");
            compared("crypto.voprf_batch100" + engine.suffix, evaluations, "tokens/s", openssl.ecdhs());
            client(engine);
        }
        figures.add("crypto.query_proof_sign", perSecond(Engine.FASTEST, QueryProofBenchmark.class, "sign"), "op/s");
        figures.add(
                "crypto.query_proof_verify", perSecond(Engine.FASTEST, QueryProofBenchmark.class, "verify"), "op/s");
    }

    /** Blinding and finishing, in public operations of the same engine. */
    private void client(Engine engine) {
        double operation = 1 / perSecond(engine, ClientBenchmark.class, "publicOperation");
        double single = 1 / perSecond(engine, ClientBenchmark.class, "blindSingle")
                + 1 / perSecond(engine, ClientBenchmark.class, "finishSingle");
        double batch = 1 / perSecond(engine, ClientBenchmark.class, "blindBatch")
                + 1 / perSecond(engine, ClientBenchmark.class, "finishBatch");
        figures.add("crypto.public_operation" + engine.suffix, 1 / operation, "op/s");
        figures.add("crypto.client_single" + engine.suffix, 1 / single, "tokens/s");
        figures.add("crypto.client_single" + engine.suffix + ".public_ops", single / operation, "ops/token");
        figures.add("crypto.client_batch100" + engine.suffix, 1 / batch, "tokens/s");
        figures.add("crypto.client_batch100" + engine.suffix + ".public_ops", batch / operation, "ops/token");
    }

    private void compared(String name, double value, String unit, double reference) {
        figures.add(name, value, unit);
        figures.add(name + ".ratio", value / reference, "x");
    }

    private static double perSecond(Engine engine, Class<?> benchmark, String method) {
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + "." + method) + "$")
                .mode(Mode.Throughput)
                .threads(1)
                .forks(1)
                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC", "-Djeton.crypto.engine=" + engine.setting)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            RunResult result = new Runner(options).runSingle();
            double score = result.getPrimaryResult().getScore();
            PROGRESS.printf("  %-8s %s.%s %.0f/s%n", engine.setting, benchmark.getSimpleName(), method, score);
            return score;
        } catch (RunnerException e) {
            throw new NotMeasured(benchmark.getSimpleName() + "." + method + " failed: " + e.getMessage(), e);
        }
    }

    /** The engine that a benchmark's JVM is started with. */
    private enum Engine {
        FASTEST("fastest", ""),
        JAVA("java", "_java");

        private final String setting;
        private final String suffix;

        Engine(String setting, String suffix) {
            this.setting = setting;
            this.suffix = suffix;
        }
    }
}
