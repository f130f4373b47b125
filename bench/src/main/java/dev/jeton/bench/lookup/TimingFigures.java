package dev.jeton.bench.lookup;

import dev.jeton.bench.Figures;
import dev.jeton.bench.NotMeasured;
import dev.jeton.bench.lookup.TimedQuestion.Kind;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What {@code bench/run timing} prints: how well somebody who sees sealed answers come tells their kinds by their time and size.
 *
 * <p>Questions of all kinds, shuffled, one after the other over one connection, each timed from its first byte to its answer's last.
 * {@code .auc} is how often one of a kind takes longer than a miss, half being a coin's; {@code .auc.upper95} goes with it. A
 * measurement that would not notice 50 microseconds proves nothing: so for some hits the clock is read that much later, and these must be
 * told from other hits. Beside them the same questions by the direct endpoint, where nothing is delayed.
 */
public final class TimingFigures {
    private static final PrintStream PROGRESS = System.err;
    private static final int PEOPLE = 1_000;
    private static final Duration ANSWER_AFTER = Duration.ofMillis(10);
    private static final long PLANTED_NANOS = 50_000;

    /** Of each kind; with fewer, for a quick try, the interval is too wide for the goal. */
    private static final int QUESTIONS = Integer.getInteger("jeton.bench.questions", 5_000);

    private static final int AT_A_TIME = 100;
    private static final int WARM_UP = 3 * AT_A_TIME;

    private final OneConnection connection;
    private final TimedQuestions questions;
    private final List<Sample> samples = new ArrayList<>();
    private final Set<List<Integer>> sizes = new HashSet<>();

    private TimingFigures(OneConnection connection, TimedQuestions questions) {
        this.connection = connection;
        this.questions = questions;
    }

    private record Sample(Kind kind, long nanos) {}

    public static Figures measure(Path repository) {
        MadeUpDirectory everybody = new MadeUpDirectory(repository.resolve("bench/target/directory"));
        Path jar = repository.resolve("lookup/target/quarkus-app/quarkus-run.jar");
        try (Directories directories = new Directories(everybody)) {
            URI dp = directories
                    .fill("timed", jar, PEOPLE, directories.gateway(ANSWER_AFTER))
                    .lookups();
            HttpClient http = directories.httpClient();
            publishOthers(http, dp, everybody);
            OhttpKeyConfig key = key(http, dp);
            try (OneConnection connection = new OneConnection(directories.clientContext(), dp)) {
                TimedQuestions questions = new TimedQuestions(directories.issuer(), key, connection, PEOPLE);
                PROGRESS.println("warming up");
                new TimingFigures(connection, questions).ask(WARM_UP);
                TimingFigures measurement = new TimingFigures(connection, questions);
                measurement.ask(QUESTIONS);
                return measurement.figures();
            }
        }
    }

    private void ask(int each) {
        for (int asked = 0; asked < each; asked += AT_A_TIME) {
            PROGRESS.printf("%d of %d questions of each kind%n", asked, each);
            for (TimedQuestion question : questions.make(AT_A_TIME)) {
                OneConnection.Answer answer =
                        connection.send(question.request(), question.kind() == Kind.LATE_HIT ? PLANTED_NANOS : 0);
                question.check(answer);
                samples.add(new Sample(question.kind(), answer.nanos()));
                if (!question.kind().isDirect()) {
                    sizes.add(List.of(answer.headBytes(), answer.body().size()));
                }
            }
        }
    }

    private Figures figures() {
        Figures figures = new Figures();
        for (Kind kind : Kind.values()) {
            long[] sorted = sorted(kind);
            figures.add("timing." + name(kind) + ".median", sorted[sorted.length / 2] / 1e6, "ms");
        }
        long[] miss = sorted(Kind.MISS);
        for (Kind kind : List.of(Kind.HIT, Kind.OPT_OUT, Kind.MANY, Kind.REFUSED)) {
            add(figures, name(kind), Auc.of(miss, sorted(kind)));
        }
        add(figures, "planted_50us", Auc.of(sorted(Kind.HIT), sorted(Kind.LATE_HIT)));
        add(figures, "direct", Auc.of(sorted(Kind.DIRECT_MISS), sorted(Kind.DIRECT_HIT)));
        figures.add("timing.sizes", sizes.size(), "different");
        figures.add("timing.missed_moment", 100 * partAbove(miss, 3 * ANSWER_AFTER.toNanos() / 2), "%");
        return figures;
    }

    private long[] sorted(Kind kind) {
        return samples.stream()
                .filter(sample -> sample.kind() == kind)
                .mapToLong(Sample::nanos)
                .sorted()
                .toArray();
    }

    private static void add(Figures figures, String name, Auc auc) {
        figures.add("timing." + name + ".auc", auc.value(), "x");
        figures.add("timing." + name + ".auc.upper95", auc.upper95(), "x");
    }

    private static double partAbove(long[] values, long limit) {
        return (double) LongStream.of(values).filter(value -> value > limit).count() / values.length;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void publishOthers(HttpClient http, URI dp, MadeUpDirectory everybody) {
        Mapping.Entry owl = new Mapping.Entry(new MspUri("mimi://owl.example"), List.of());
        for (int key = 0; key < TimedQuestions.MANY; key++) {
            publish(http, dp, everybody.mapping(TimedQuestions.POPULAR, newKey(), List.of(owl)));
        }
        publish(http, dp, everybody.mapping(TimedQuestions.HIDDEN, newKey(), List.of()));
    }

    private static JoseSigningKey newKey() {
        return JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    }

    private static void publish(HttpClient http, URI dp, String mapping) {
        HttpRequest request = HttpRequest.newBuilder(dp.resolve("/v1/mappings"))
                .header("Content-Type", "application/jwt")
                .PUT(BodyPublishers.ofString(mapping))
                .build();
        send(http, request, 204);
    }

    private static OhttpKeyConfig key(HttpClient http, URI dp) {
        URI gateway = dp.resolve("/.well-known/ohttp-gateway");
        Bytes keys = Bytes.of(send(http, HttpRequest.newBuilder(gateway).build(), 200));
        return OhttpKeyConfigs.parse(keys).first();
    }

    private static byte[] send(HttpClient http, HttpRequest request, int status) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != status) {
                throw new NotMeasured(request.uri() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new NotMeasured("no answer from " + request.uri(), e);
        }
    }
}
