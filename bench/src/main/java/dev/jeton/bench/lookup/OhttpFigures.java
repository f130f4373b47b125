package dev.jeton.bench.lookup;

import dev.jeton.bench.Figures;
import dev.jeton.bench.Load;
import dev.jeton.bench.NotMeasured;
import dev.jeton.bench.OpenSsl;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code bench/run ohttp} prints: lookups through the gateway beside direct ones, and what opening and sealing costs. */
public final class OhttpFigures {
    private static final PrintStream PROGRESS = System.err;
    private static final String GATEWAY = "/.well-known/ohttp-gateway";
    private static final int PEOPLE = 10_000;
    private static final int AT_ONCE = 32;
    /** Direct and sealed ones take turns so often in a round, and each asks so much. */
    private static final int TURNS = 4;

    private static final int QUESTIONS = Integer.getInteger("jeton.bench.questions", 2_500);
    /** Of a question and of an answer, as they are padded. */
    private static final int QUESTION_BYTES = 2_048;

    private static final int ANSWER_BYTES = 16_384;
    private static final int EXCHANGES = 4_000;
    private static final double NANOS = 1e9;

    private final Figures figures = new Figures();
    private final Load load;
    private final Questions questions;
    private final URI lookups;
    private final URI gateway;
    private final OhttpKeyConfig key;

    private OhttpFigures(Directories directories, URI lookups) {
        HttpClient http = directories.httpClient();
        this.load = new Load(http);
        this.questions = new Questions(directories.issuer());
        this.lookups = lookups;
        this.gateway = lookups.resolve(GATEWAY);
        this.key = offered(http, gateway);
    }

    /** Measures {@code rounds} times, some ten seconds each. */
    public static Figures measure(Path repository, int rounds) {
        PROGRESS.printf("%s, Java %s%n", OpenSsl.version(), Runtime.version());
        Path jar = repository.resolve("lookup/target/quarkus-app/quarkus-run.jar");
        try (Directories directories =
                new Directories(new MadeUpDirectory(repository.resolve("bench/target/directory")))) {
            URI lookups = directories
                    .fill("gateway", jar, PEOPLE, directories.gateway())
                    .lookups();
            OhttpFigures measurement = new OhttpFigures(directories, lookups);
            PROGRESS.println("warming up");
            measurement.turns();
            exchangesPerSecond();
            for (int round = 1; round <= rounds; round++) {
                PROGRESS.printf("round %d of %d%n", round, rounds);
                measurement.round();
            }
            return measurement.figures;
        }
    }

    private record Seconds(double direct, double sealed) {}

    private void round() {
        Seconds taken = turns();
        figures.add("ohttp.direct", TURNS * QUESTIONS / taken.direct(), "answers/s");
        figures.add("ohttp.gateway", TURNS * QUESTIONS / taken.sealed(), "answers/s");
        figures.add("ohttp.vs_direct.ratio", taken.direct() / taken.sealed(), "x");
        double openssl = OpenSsl.x25519();
        double exchanges = exchangesPerSecond();
        figures.add("ohttp.exchange", exchanges, "exchanges/s/core");
        figures.add("ohttp.openssl.x25519", openssl, "operations/s/core");
        figures.add("ohttp.exchange.ratio", exchanges / openssl, "x");
    }

    private Seconds turns() {
        double direct = 0;
        double sealed = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            direct += seconds(questions.make(lookups, QUESTIONS, PEOPLE));
            sealed += seconds(questions.sealed(gateway, key, QUESTIONS, PEOPLE));
        }
        return new Seconds(direct, sealed);
    }

    private double seconds(List<HttpRequest> requests) {
        return requests.size() / load.throughput(requests, AT_ONCE);
    }

    /** Questions opened and their answers sealed, by this thread alone. */
    private static double exchangesPerSecond() {
        OhttpKeyPair pair = OhttpKeyPair.generate(1);
        OhttpGateway opens = new OhttpGateway(List.of(pair));
        Bytes question = new SizeClasses(QUESTION_BYTES).pad(Bytes.of(new byte[1]));
        Bytes answer = new SizeClasses(ANSWER_BYTES).pad(Bytes.of(new byte[1]));
        List<Bytes> sealed = Stream.generate(
                        () -> pair.config().encapsulate(question).encapsulated())
                .limit(EXCHANGES)
                .toList();
        long start = System.nanoTime();
        for (Bytes each : sealed) {
            opens.decapsulate(each).seal(answer);
        }
        return EXCHANGES / ((System.nanoTime() - start) / NANOS);
    }

    private static OhttpKeyConfig offered(HttpClient http, URI gateway) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(gateway).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new NotMeasured("no gateway at " + gateway + ": " + answer.statusCode());
            }
            return OhttpKeyConfigs.parse(Bytes.of(answer.body())).first();
        } catch (IOException | InterruptedException e) {
            throw new NotMeasured("no gateway at " + gateway, e);
        }
    }
}
