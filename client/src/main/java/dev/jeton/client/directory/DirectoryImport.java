package dev.jeton.client.directory;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.RetryingTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Brings the signed mappings in a file, one compact JWS in each line, into a discovery provider's directory, as its
 * operator.
 *
 * <p>It reads no further than some batches ahead, whatever the file's size. After each batch that was answered, and all
 * before it, the progress is written beside the file: whenever it is stopped, killed included, the next run goes on from
 * there. What is sent again is there already.
 */
public final class DirectoryImport {
    private static final String PATH = "/v1/admin/mappings";
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final int MAX_ANSWER_BYTES = 128 * 1024;
    private static final int MAX_OUTCOME_CHARS = 200;
    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;
    /** With the pauses two minutes of patience, and that of the transport besides: a service may restart meanwhile. */
    private static final int ATTEMPTS = 60;

    private static final long PAUSE_MILLIS = 2_000;
    private static final Pattern COMPACT_JWS = Pattern.compile("[A-Za-z0-9._-]{1," + Mapping.MAX_CHARS + "}");
    private static final String NO_JWS = "not sent: no compact JWS";

    private final HttpTransport transport;
    private final HttpsOrigin management;
    private final Supplier<String> credential;
    private final String reason;
    private final int atOnce;
    private final Pause pause;

    /** How time passes between two attempts. */
    interface Pause {
        void sleep(long millis) throws InterruptedException;
    }

    /**
     * @param management the provider's management listener
     * @param credential makes a credential of an operator, good for a minute at least; called from several threads
     * @param reason for the provider's audit trail, where each batch is an entry
     * @param atOnce how many batches are under way; a provider serves {@code jeton.admin.max-requests} at once
     */
    public DirectoryImport(
            HttpTransport transport, HttpsOrigin management, Supplier<String> credential, String reason, int atOnce) {
        this(new RetryingTransport(transport), management, credential, reason, atOnce, Thread::sleep);
    }

    DirectoryImport(
            HttpTransport transport,
            HttpsOrigin management,
            Supplier<String> credential,
            String reason,
            int atOnce,
            Pause pause) {
        this.transport = transport;
        this.management = management;
        this.credential = credential;
        this.reason = reason;
        this.atOnce = atOnce;
        this.pause = pause;
    }

    /**
     * Has the next run begin from the first line: for lines that were refused, and would not be now. What is there already is
     * answered as such and changes nothing.
     *
     * @throws IOException if what stands in the place of the progress is none, or cannot be deleted
     */
    public static void beginAgain(Path file) throws IOException {
        ImportProgress.forget(file);
    }

    /**
     * Imports what is left of {@code file}, and returns how all of it went. Where it fails, everything is kept that was
     * answered before.
     *
     * @param watcher told of the progress at the beginning and after each batch, on the calling thread
     * @throws OtherProgress if the progress beside the file is not about this import
     * @throws IOException if the file, or its progress, cannot be read or written
     */
    public ImportProgress run(Path file, Consumer<ImportProgress> watcher) throws IOException, ServiceFailure {
        ImportProgress progress = ImportProgress.load(management.url(), file);
        watcher.accept(progress);
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        Deque<UnderWay> underWay = new ArrayDeque<>();
        try (ImportFile lines = new ImportFile(file, progress.offset(), progress.lines())) {
            Optional<ImportFile.Batch> next = lines.next();
            while (next.isPresent() || !underWay.isEmpty()) {
                if (next.isPresent() && underWay.size() < atOnce) {
                    ImportFile.Batch batch = next.get();
                    underWay.add(new UnderWay(batch, threads.submit(() -> send(batch))));
                    next = lines.next();
                } else {
                    // In the order of the file: nothing before the offset is left without an answer.
                    progress = underWay.remove().finish(progress);
                    progress.save(file);
                    watcher.accept(progress);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return progress;
    }

    private record UnderWay(ImportFile.Batch batch, Future<List<String>> answers) {
        ImportProgress finish(ImportProgress progress) throws ServiceFailure {
            try {
                return progress.with(batch, answers.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ServiceFailure failure) {
                    throw failure;
                }
                throw new IllegalStateException("a batch failed", e.getCause());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** What became of each line. */
    private List<String> send(ImportFile.Batch batch) throws ServiceFailure {
        List<String> mappings = batch.lines().stream()
                .map(ImportFile.Line::text)
                .filter(DirectoryImport::isSendable)
                .toList();
        List<String> answered = mappings.isEmpty() ? List.of() : outcomes(patiently(mappings), mappings.size());
        List<String> outcomes = new ArrayList<>();
        int sent = 0;
        for (ImportFile.Line line : batch.lines()) {
            outcomes.add(isSendable(line.text()) ? answered.get(sent++) : NO_JWS);
        }
        return outcomes;
    }

    private static boolean isSendable(String text) {
        return COMPACT_JWS.matcher(text).matches();
    }

    /** To send a batch again changes nothing: what it has stored is there already. */
    private Response patiently(List<String> mappings) throws ServiceFailure {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                Response response = transport.send(request(mappings));
                if (response.status() != SERVICE_UNAVAILABLE) {
                    return response;
                }
            } catch (NoAnswer e) {
                if (!e.isTransient()) {
                    throw e;
                }
            }
            try {
                pause.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return transport.send(request(mappings));
    }

    private Request request(List<String> mappings) {
        Bytes body = new JsonWriter()
                .put("reason", reason)
                .putStrings("mappings", mappings)
                .toBytes();
        return Request.of(
                        Request.Method.POST, management.at(PATH), "application/json", body, MAX_ANSWER_BYTES, DEADLINE)
                .with("Authorization", "Bearer " + credential.get());
    }

    private List<String> outcomes(Response response, int expected) throws ServiceFailure {
        if (response.status() != OK) {
            throw Refused.of(management, response);
        }
        try {
            List<String> outcomes = JsonObject.parse("answer", response.body(), MAX_ANSWER_BYTES)
                    .strings("outcomes", expected, MAX_OUTCOME_CHARS);
            if (outcomes.size() == expected) {
                // They end up on somebody's terminal.
                return outcomes.stream()
                        .map(outcome -> outcome.replaceAll("[^ -~]", "?"))
                        .toList();
            }
        } catch (MalformedMessage e) {
            // As bad as too few.
        }
        throw new UntrustedAnswer(
                UntrustedAnswer.Flaw.MALFORMED, management.authority() + " did not say what became of each mapping");
    }

    private static NoAnswer interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new NoAnswer(NoAnswer.Reason.INTERRUPTED, "interrupted during the import", e);
    }
}
