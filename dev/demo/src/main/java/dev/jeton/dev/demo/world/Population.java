package dev.jeton.dev.demo.world;

import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Made-up people who publish their mappings, so that a lookup is a search in a directory and not in an empty one. */
public final class Population {
    /** Enough to keep two cores busy, and not enough for the services to push back. */
    private static final int AT_ONCE = 8;
    /** Each takes seconds where nobody answers: two minutes, about. */
    private static final int ATTEMPTS = 10;

    private static final long PAUSE_MILLIS = 1_000;
    private static final int SERVICE_UNAVAILABLE = 503;

    private static final List<List<Mapping.Entry>> CHOICES = List.of(
            List.of(Recipients.msp("mimi://owl.example")),
            List.of(Recipients.msp("mimi://heron.example"), Recipients.msp("mimi://owl.example", "Business")),
            List.of(Recipients.msp("mimi://wren.example", "Family")),
            List.of(
                    Recipients.msp("mimi://owl.example"),
                    Recipients.msp("mimi://wren.example", "Friends"),
                    Recipients.msp("mimi://heron.example", "Business")),
            List.of());

    private Population() {}

    /**
     * Has {@code count} people publish, each through the CSIP and the real endpoint, and returns when all are stored.
     *
     * @param seed the same gives the same identifiers
     * @param taken identifiers that are somebody else's
     * @return their identifiers
     * @throws ServiceFailure the first failure that patience did not help, after which nobody else publishes
     */
    public static List<Csi> publish(World world, int count, long seed, Set<Csi> taken, Progress progress)
            throws ServiceFailure, InterruptedException {
        List<Csi> everybody = MadeUpIdentifiers.generate(count, seed, taken);
        Recipients recipients = new Recipients(world);
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> publications = new ArrayList<>();
            for (int i = 0; i < everybody.size(); i++) {
                Csi csi = everybody.get(i);
                List<Mapping.Entry> choice = CHOICES.get(i % CHOICES.size());
                publications.add(threads.submit(() -> {
                    OwnedCsi owned = patiently(() -> recipients.attested(csi, JoseAlgorithm.EDDSA));
                    patiently(() -> {
                        recipients.publish(owned, choice);
                        return owned;
                    });
                    progress.published(done.incrementAndGet(), everybody.size());
                    return null;
                }));
            }
            for (Future<?> publication : publications) {
                publication.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServiceFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("a publication failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return everybody;
    }

    /** What somebody asks a service for. */
    private interface Attempt<T> {
        T run() throws ServiceFailure;
    }

    /** Asks again while a busy machine lets a service answer late, or not at all. */
    private static <T> T patiently(Attempt<T> attempt) throws ServiceFailure, InterruptedException {
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                return attempt.run();
            } catch (ServiceFailure e) {
                if (!isTransient(e)) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return attempt.run();
    }

    private static boolean isTransient(ServiceFailure failure) {
        return (failure instanceof NoAnswer noAnswer && noAnswer.isTransient())
                || (failure instanceof Refused refused && refused.status() == SERVICE_UNAVAILABLE);
    }
}
