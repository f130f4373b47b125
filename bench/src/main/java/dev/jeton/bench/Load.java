package dev.jeton.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends requests over one HTTP/2 connection and measures. An answer other than 200 ends the measurement. */
public final class Load {
    private static final double NANOS = 1e9;

    private final HttpClient http;

    public Load(HttpClient http) {
        this.http = http;
    }

    /** Answers per second with {@code atOnce} requests always under way: a closed loop. */
    public double throughput(List<HttpRequest> requests, int atOnce) {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        CompletableFuture<?>[] loops = new CompletableFuture<?>[atOnce];
        Arrays.setAll(loops, i -> loop(requests, next));
        join(CompletableFuture.allOf(loops));
        return requests.size() / ((System.nanoTime() - start) / NANOS);
    }

    /** Seconds from each request to its answer, sorted; the next one is sent when the answer is there. */
    public double[] unloaded(List<HttpRequest> requests) {
        double[] seconds = new double[requests.size()];
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            try {
                check(http.send(requests.get(i), HttpResponse.BodyHandlers.discarding()));
            } catch (IOException | InterruptedException e) {
                throw new NotMeasured("no answer", e);
            }
            seconds[i] = (System.nanoTime() - start) / NANOS;
        }
        Arrays.sort(seconds);
        return seconds;
    }

    /**
     * Seconds from the moment at which each request was due to its answer, sorted: an open loop, {@code perSecond} requests
     * at equal distances whether or not the answers before have come.
     */
    public double[] paced(List<HttpRequest> requests, double perSecond) {
        ConcurrentLinkedQueue<Double> seconds = new ConcurrentLinkedQueue<>();
        CompletableFuture<?>[] answers = new CompletableFuture<?>[requests.size()];
        long start = System.nanoTime();
        for (int i = 0; i < answers.length; i++) {
            long due = start + (long) (i / perSecond * NANOS);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers[i] = http.sendAsync(requests.get(i), HttpResponse.BodyHandlers.discarding())
                    .thenAccept(answer -> {
                        check(answer);
                        seconds.add((System.nanoTime() - due) / NANOS);
                    });
        }
        join(CompletableFuture.allOf(answers));
        return seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** What {@code sorted} holds below {@code quantile} of itself. */
    public static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.round(quantile * (sorted.length - 1))];
    }

    private CompletableFuture<Void> loop(List<HttpRequest> requests, AtomicInteger next) {
        int turn = next.getAndIncrement();
        return turn >= requests.size()
                ? CompletableFuture.completedFuture(null)
                : http.sendAsync(requests.get(turn), HttpResponse.BodyHandlers.discarding())
                        .thenAccept(Load::check)
                        .thenCompose(answered -> loop(requests, next));
    }

    private static void check(HttpResponse<?> answer) {
        if (answer.statusCode() != 200) {
            throw new NotMeasured("an answer with status " + answer.statusCode() + " from " + answer.uri());
        }
    }

    private static void join(CompletableFuture<?> all) {
        try {
            all.join();
        } catch (RuntimeException e) {
            throw new NotMeasured("a request failed: " + e.getMessage(), e);
        }
    }
}
