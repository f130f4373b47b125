package dev.jeton.bench.issuer;

import dev.jeton.bench.Figures;
import dev.jeton.bench.Load;
import dev.jeton.bench.NotMeasured;
import dev.jeton.bench.OpenSsl;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** What {@code bench/run issuer} prints. */
public final class IssuerFigures {
    private static final PrintStream PROGRESS = System.err;

    /** Enough to keep every core busy while answers travel, and no queue to speak of. */
    private static final int AT_ONCE = 8;

    private static final int LARGE = 100;
    private static final int SMALL = 20;
    private static final int WARM_UP_BATCHES = 400;
    private static final int BATCHES = 500;
    private static final int UNLOADED_BATCHES = 200;
    private static final int PACED_BATCHES = 2000;
    private static final double MILLIS = 1e3;

    private final Figures figures = new Figures();
    private final IssuerUnderTest issuer;
    private final Batches batches;
    private final Load load;

    private IssuerFigures(IssuerUnderTest issuer) {
        HttpClient http = issuer.httpClient().build();
        this.issuer = issuer;
        this.batches = new Batches(issuer, signingKey(issuer, http));
        this.load = new Load(http);
    }

    /** Measures {@code rounds} times everything, the reference in each round. */
    public static Figures measure(Path repository, int rounds) {
        PROGRESS.printf("%s, Java %s%n", OpenSsl.version(), Runtime.version());
        try (IssuerUnderTest issuer =
                new IssuerUnderTest(repository.resolve("issuer/target/quarkus-app/quarkus-run.jar"))) {
            IssuerFigures measurement = new IssuerFigures(issuer);
            PROGRESS.println("warming up");
            measurement.load.throughput(measurement.batches.make(WARM_UP_BATCHES, LARGE), AT_ONCE);
            measurement.load.unloaded(measurement.batches.make(UNLOADED_BATCHES, SMALL));
            for (int round = 1; round <= rounds; round++) {
                PROGRESS.printf("round %d of %d%n", round, rounds);
                measurement.round();
            }
            return measurement.figures;
        }
    }

    private void round() {
        int cores = Runtime.getRuntime().availableProcessors();
        double reference = cores * OpenSsl.measure().rsaSigns();
        figures.add("openssl.rsa2048_sign.all_cores", reference, "op/s");

        List<HttpRequest> large = batches.make(BATCHES, LARGE);
        long scripts = issuer.scripts();
        double tokens = LARGE * load.throughput(large, AT_ONCE);
        figures.add("issuer.tokens", tokens, "tokens/s");
        figures.add("issuer.tokens.ratio", tokens / reference, "x");
        figures.add("issuer.redis_scripts", (issuer.scripts() - scripts) / (double) BATCHES, "per batch");

        double[] unloaded = load.unloaded(batches.make(UNLOADED_BATCHES, SMALL));
        double[] paced = load.paced(batches.make(PACED_BATCHES, SMALL), tokens / SMALL / 2);
        figures.add("issuer.batch20.unloaded_median", MILLIS * Load.at(unloaded, 0.5), "ms");
        figures.add("issuer.batch20.half_load_median", MILLIS * Load.at(paced, 0.5), "ms");
        figures.add("issuer.batch20.half_load_p99", MILLIS * Load.at(paced, 0.99), "ms");
        figures.add("issuer.batch20.half_load_p99.ratio", Load.at(paced, 0.99) / Load.at(unloaded, 0.5), "x");
    }

    private static IssuerDirectory.Key signingKey(IssuerUnderTest issuer, HttpClient http) {
        HttpRequest request =
                HttpRequest.newBuilder(issuer.at(IssuerDirectory.PATH)).build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return IssuerDirectory.parse(Bytes.of(answer.body())).keys().get(0);
        } catch (IOException | InterruptedException e) {
            throw new NotMeasured("the issuer does not answer", e);
        }
    }
}
