package dev.jeton.dev.demo.world;

import dev.jeton.client.http.ServiceFailure;
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
     * @throws ServiceFailure the first failure, after which nobody else publishes
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
                    recipients.publish(recipients.attested(csi, JoseAlgorithm.EDDSA), choice);
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
}
