package dev.jeton.client.directory;

import static dev.jeton.client.TestIssuer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryImportTest {
    private static final HttpsOrigin MANAGEMENT = HttpsOrigin.parse("https://dp.example:8444");
    private static final int LINES = 3 * ImportFile.MAX_LINES + 7;

    @TempDir
    private Path directory;

    private Path file;
    private final FakeDirectory provider = new FakeDirectory();

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("mappings.txt");
        Files.write(
                file, IntStream.range(0, LINES).mapToObj(i -> "mapping." + i).toList());
    }

    @Test
    void import_wholeFile_sendsEachLineOnce_withReasonAndCredential() throws Exception {
        List<Long> seen = new ArrayList<>();

        ImportProgress done = directory(1).run(file, progress -> seen.add(progress.lines()));

        assertThat(provider.received).hasSize(LINES).contains("mapping.0", "mapping." + (LINES - 1));
        assertThat(provider.stored).hasSize(LINES);
        assertThat(done.count(ImportProgress.STORED)).isEqualTo(LINES);
        assertThat(done.refused()).isZero();
        assertThat(seen).containsExactly(0L, 250L, 500L, 750L, (long) LINES);
        assertThat(provider.requests).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("Authorization", "Bearer credential");
            assertThat(request.uri()).hasToString("https://dp.example:8444/v1/admin/mappings");
        });
    }

    /** A kill at any moment is a batch that was sent, or was not, and a progress that does not know of it. */
    @Test
    void import_killedAtAnyBatch_goesOnFromThere_andLosesNothing() throws Exception {
        for (int atOnce = 1; atOnce <= 3; atOnce++) {
            for (int dies = 0; dies < 4; dies++) {
                for (boolean answered : new boolean[] {false, true}) {
                    Files.deleteIfExists(ImportProgress.fileFor(file));
                    FakeDirectory dying = new FakeDirectory();
                    dying.diesAt = dies;
                    dying.storesWhatItDiesOf = answered;
                    int batches = atOnce;
                    assertThatThrownBy(() -> directory(dying, batches).run(file, progress -> {}))
                            .isInstanceOf(IllegalStateException.class);

                    dying.diesAt = -1;
                    ImportProgress done = directory(dying, atOnce).run(file, progress -> {});

                    assertThat(dying.stored).hasSize(LINES);
                    assertThat(done.lines()).isEqualTo(LINES);
                    assertThat(done.count(ImportProgress.STORED) + done.count(ImportProgress.THERE))
                            .isEqualTo(LINES);
                    assertThat(dying.received.size())
                            .as("no more than what was under way is sent again")
                            .isLessThanOrEqualTo(LINES + (atOnce + 1) * ImportFile.MAX_LINES);
                }
            }
        }
    }

    @Test
    void import_onceMore_afterItsEnd_sendsNothing() throws Exception {
        ImportProgress first = directory(2).run(file, progress -> {});
        int sent = provider.requests.size();

        assertThat(directory(2).run(file, progress -> {})).isEqualTo(first);
        assertThat(provider.requests).hasSize(sent);
    }

    @Test
    void import_begunAgain_sendsAllLinesOnceMore_whateverTheProgressIsAbout() throws Exception {
        Files.write(file, List.of("good.1", "bad.2"));
        assertThat(directory(1).run(file, progress -> {}).refused()).isEqualTo(1);
        Files.write(file, List.of("good.1", "good.2", "good.3"));

        DirectoryImport.beginAgain(file);
        ImportProgress done = directory(1).run(file, progress -> {});

        assertThat(provider.received).containsExactly("good.1", "bad.2", "good.1", "good.2", "good.3");
        assertThat(done.outcomes())
                .isEqualTo(Map.of(
                        ImportProgress.THERE, new ImportProgress.Tally(1, 1),
                        ImportProgress.STORED, new ImportProgress.Tally(2, 2)));
    }

    @Test
    void import_begunAgain_deletesNothingThatIsNoProgress() throws Exception {
        Path someones = Files.writeString(ImportProgress.fileFor(file), "somebody's notes");

        assertThatThrownBy(() -> DirectoryImport.beginAgain(file)).hasMessageContaining("move it away");

        assertThat(someones).hasContent("somebody's notes");
    }

    @Test
    void import_refusedLines_areCountedByReason_withTheFirstOfEach() throws Exception {
        Files.write(
                file,
                List.of(
                        "good.1",
                        "",
                        "bad.2",
                        "\u001b[2J a terminal's escape",
                        "bad.3",
                        "x".repeat(Mapping.MAX_CHARS + 100_000),
                        "good.4\r"));

        ImportProgress done = directory(1).run(file, progress -> {});

        assertThat(provider.received).containsExactly("good.1", "bad.2", "bad.3", "good.4");
        assertThat(done.outcomes())
                .isEqualTo(Map.of(
                        "stored", new ImportProgress.Tally(2, 1),
                        "mapping-invalid: attestation: expired", new ImportProgress.Tally(2, 3),
                        "not sent: no compact JWS", new ImportProgress.Tally(2, 4)));
        assertThat(done.refused()).isEqualTo(4);
    }

    @Test
    void import_lastLineWithoutItsEnd_andEmptyFile_areRead() throws Exception {
        Files.writeString(file, "mapping.1\nmapping.2");
        assertThat(directory(1).run(file, progress -> {}).count(ImportProgress.STORED))
                .isEqualTo(2);

        Path empty = Files.createFile(directory.resolve("empty"));
        assertThat(directory(1).run(empty, progress -> {}).outcomes()).isEmpty();
    }

    @Test
    void import_longLines_areSentInSmallerBatches() throws Exception {
        Files.write(
                file,
                IntStream.range(0, 250)
                        .mapToObj(i -> "x".repeat(Mapping.MAX_CHARS - 10) + i)
                        .toList());

        directory(1).run(file, progress -> {});

        assertThat(provider.stored).hasSize(250);
        assertThat(provider.requests)
                .hasSizeGreaterThan(1)
                .allSatisfy(request -> assertThat(request.body().size()).isLessThan(1 << 20));
    }

    @Test
    void import_serviceThatIsAwayForAWhile_isWaitedFor() throws Exception {
        provider.busy = 20;

        assertThat(directory(1).run(file, progress -> {}).count(ImportProgress.STORED))
                .isEqualTo(LINES);
    }

    @Test
    void import_refusedByTheService_endsAtOnce() {
        provider.answer = problem(ProblemType.OPERATOR_CREDENTIAL_INVALID);

        assertThatThrownBy(() -> directory(1).run(file, progress -> {})).isInstanceOf(Refused.class);
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void import_answerThatLeavesALineOut_isNotBelieved() {
        provider.answer = new Response(
                200,
                Map.of(),
                new JsonWriter().putStrings("outcomes", List.of("stored")).toBytes());

        assertThatThrownBy(() -> directory(1).run(file, progress -> {})).isInstanceOf(UntrustedAnswer.class);
    }

    @Test
    void import_fileThatHasChanged_orOtherService_isNotGoneOnWith() throws Exception {
        directory(1).run(file, progress -> {});
        DirectoryImport elsewhere = new DirectoryImport(
                provider, HttpsOrigin.parse("https://other.example"), () -> "credential", "a test", 1, millis -> {});
        assertThatThrownBy(() -> elsewhere.run(file, progress -> {}))
                .isInstanceOf(OtherProgress.class)
                .hasMessageContaining(MANAGEMENT.url());

        Files.writeString(file, "another file");
        assertThatThrownBy(() -> directory(1).run(file, progress -> {})).isInstanceOf(OtherProgress.class);

        Files.writeString(ImportProgress.fileFor(file), "{}");
        assertThatThrownBy(() -> directory(1).run(file, progress -> {})).hasMessageContaining("move it away");
    }

    private DirectoryImport directory(int atOnce) {
        return directory(provider, atOnce);
    }

    private static DirectoryImport directory(FakeDirectory provider, int atOnce) {
        return new DirectoryImport(provider, MANAGEMENT, () -> "credential", "a test", atOnce, millis -> {});
    }

    /** Stores each mapping once, and none that begins with "bad". */
    private static final class FakeDirectory implements HttpTransport {
        final List<Request> requests = new ArrayList<>();
        final List<String> received = new ArrayList<>();
        final Set<String> stored = new HashSet<>();
        int busy;
        int diesAt = -1;
        boolean storesWhatItDiesOf;
        Response answer = new Response(200, Map.of(), Bytes.EMPTY);

        @Override
        public synchronized Response send(Request request) throws NoAnswer {
            if (busy-- > 0) {
                if (busy % 2 == 0) {
                    throw new NoAnswer(NoAnswer.Reason.UNREACHABLE, "away");
                }
                return problem(ProblemType.SATURATED);
            }
            requests.add(request);
            boolean dies = requests.size() - 1 == diesAt;
            if (dies && !storesWhatItDiesOf) {
                throw new IllegalStateException("killed");
            }
            if (!answer.body().isEmpty()) {
                return answer;
            }
            List<String> mappings =
                    JsonObject.parse("body", request.body(), 1 << 20).strings("mappings", 500, Mapping.MAX_CHARS);
            received.addAll(mappings);
            List<String> outcomes = mappings.stream().map(this::outcome).toList();
            if (dies) {
                throw new IllegalStateException("killed");
            }
            return new Response(
                    200,
                    Map.of(),
                    new JsonWriter().putStrings("outcomes", outcomes).toBytes());
        }

        private String outcome(String mapping) {
            if (mapping.startsWith("bad")) {
                return "mapping-invalid: attestation: expired";
            }
            return stored.add(mapping) ? ImportProgress.STORED : ImportProgress.THERE;
        }
    }
}
