package dev.jeton.bench.lookup;

import dev.jeton.bench.Figures;
import dev.jeton.bench.Load;
import dev.jeton.bench.NotMeasured;
import dev.jeton.bench.OpenSsl;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code bench/run lookup} prints. */
public final class LookupFigures {
    private static final PrintStream PROGRESS = System.err;
    private static final int SMALL = 10_000;
    /** Of the large one. */
    public static final int DEFAULT_PEOPLE = 1_000_000;

    private static final int AT_ONCE = 32;
    /** In each measurement; with fewer, for a quick try, the figures mean nothing. */
    private static final int QUESTIONS = Integer.getInteger("jeton.bench.questions", 20_000);

    private static final double MILLIS = 1e3;
    /** A mapping in the imported file, and what PostgreSQL takes for its row, index and log. */
    private static final long BYTES_PER_PERSON = 1_500 + 3_000;

    private static final long SPARE_BYTES = 6L << 30;

    private final Figures figures = new Figures();
    private final Load load;
    private final Questions questions;
    private final Directories.Filled small;
    private final Directories.Filled large;
    private final URI floor;

    private LookupFigures(Directories directories, Directories.Filled small, Directories.Filled large, URI floor) {
        this.load = new Load(directories.httpClient());
        this.questions = new Questions(directories.issuer());
        this.small = small;
        this.large = large;
        this.floor = floor;
    }

    /** Measures {@code rounds} times a directory of {@code people}, beside one of {@value #SMALL} and the floor. */
    public static Figures measure(Path repository, int rounds, int people) {
        PROGRESS.printf("%s, Java %s%n", OpenSsl.version(), Runtime.version());
        Path home = repository.resolve("bench/target/directory");
        MadeUpDirectory everybody = new MadeUpDirectory(home);
        requireRoom(home, people);
        Path jar = repository.resolve("lookup/target/quarkus-app/quarkus-run.jar");
        Path floorJar = repository.resolve("bench/floor/target/quarkus-app/quarkus-run.jar");
        try (Directories directories = new Directories(everybody)) {
            Directories.Filled small = directories.fill("small", jar, SMALL);
            Directories.Filled large = directories.fill("large", jar, people);
            LookupFigures measurement =
                    new LookupFigures(directories, small, large, directories.floor(floorJar, large));
            measurement.figures.add("lookup.import", large.importedPerSecond(), "mappings/s");
            PROGRESS.println("warming up");
            measurement.throughput(small, QUESTIONS);
            measurement.throughput(large, QUESTIONS);
            measurement.throughputOfTheFloor(QUESTIONS);
            for (int round = 1; round <= rounds; round++) {
                PROGRESS.printf("round %d of %d%n", round, rounds);
                measurement.round();
            }
            return measurement.figures;
        }
    }

    private void round() {
        double least = throughputOfTheFloor(QUESTIONS);
        double few = throughput(small, QUESTIONS);
        double many = throughput(large, QUESTIONS);
        figures.add("lookup.floor", least, "answers/s");
        figures.add("lookup.small", few, "answers/s");
        figures.add("lookup.large", many, "answers/s");
        figures.add("lookup.scale.ratio", many / few, "x");
        figures.add("lookup.vs_floor.ratio", many / least, "x");
        double[] paced = load.paced(questions.make(large.lookups(), QUESTIONS / 2, large.people()), many / 2);
        figures.add("lookup.half_load.p50", MILLIS * Load.at(paced, 0.5), "ms");
        figures.add("lookup.half_load.p99", MILLIS * Load.at(paced, 0.99), "ms");
    }

    private double throughput(Directories.Filled directory, int count) {
        return load.throughput(questions.make(directory.lookups(), count, directory.people()), AT_ONCE);
    }

    /** It gets the same questions, and understands none. */
    private double throughputOfTheFloor(int count) {
        return load.throughput(questions.make(floor, count, large.people()), AT_ONCE);
    }

    private static void requireRoom(Path home, int people) {
        try {
            long needed = people * BYTES_PER_PERSON + SPARE_BYTES;
            long free = Files.getFileStore(home).getUsableSpace();
            if (free < needed) {
                throw new NotMeasured(String.format(
                        "%,d people need %d GB of disk, and %d GB are free", people, needed >> 30, free >> 30));
            }
        } catch (IOException e) {
            throw new NotMeasured("cannot ask for the free space on the disk", e);
        }
    }
}
