package dev.jeton.redeemer.keys;

import static dev.jeton.redeemer.TestIssuer.FIRST;
import static dev.jeton.redeemer.TestIssuer.SECOND;
import static dev.jeton.redeemer.TestIssuer.directory;
import static dev.jeton.redeemer.TestIssuer.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Bytes ONE_KEY = directory(listed(FIRST, NOW, NOW.plusSeconds(100)));
    private static final Bytes TWO_KEYS =
            directory(listed(FIRST, NOW, NOW.plusSeconds(100)), listed(SECOND, NOW, NOW.plusSeconds(100)));
    private static final TokenKeyId FIRST_ID = FIRST.publicKey().keyId();
    private static final TokenKeyId SECOND_ID = SECOND.publicKey().keyId();
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Fetches fetches = new Fetches();
    private Optional<IssuerKeys> keys = Optional.empty();

    @AfterEach
    void close() {
        keys.ifPresent(IssuerKeys::close);
    }

    @Test
    void find_knownKey_asksNobody() {
        IssuerKeys issuer = start(LONG, LONG);
        fetches.answer(ONE_KEY);

        assertThat(find(issuer, FIRST_ID)).isPresent();
        assertThat(fetches.made).isEqualTo(1);
        assertThat(issuer.current()).isTrue();
        assertThat(issuer.lastFetched()).contains(NOW);
    }

    @Test
    void find_beforeTheFirstFetchEnded_waitsForIt() {
        IssuerKeys issuer = start(LONG, LONG);
        CompletableFuture<Optional<IssuerDirectory.Key>> waiting = ask(issuer, FIRST_ID);

        assertThat(waiting).isNotDone();
        fetches.answer(ONE_KEY);
        assertThat(waiting).isCompletedWithValueMatching(Optional::isPresent);
    }

    @Test
    void find_manyAskForUnknownKeys_shareOneFetch() throws Exception {
        IssuerKeys issuer = start(LONG, SHORT);
        fetches.answer(ONE_KEY);
        Thread.sleep(SHORT.toMillis() + 5);
        List<CompletableFuture<Optional<IssuerDirectory.Key>>> callers =
                IntStream.range(0, 100).mapToObj(i -> ask(issuer, SECOND_ID)).toList();

        assertThat(fetches.made).isEqualTo(2);
        fetches.answer(TWO_KEYS);
        assertThat(callers).allSatisfy(caller -> assertThat(caller).isCompletedWithValueMatching(Optional::isPresent));
    }

    @Test
    void find_unknownKeySoonAfterAFetch_isAnsweredWithoutOne() {
        IssuerKeys issuer = start(LONG, LONG);
        fetches.answer(ONE_KEY);

        assertThat(find(issuer, SECOND_ID)).isEmpty();
        assertThat(find(issuer, SECOND_ID)).isEmpty();
        assertThat(fetches.made).isEqualTo(1);
        assertThat(issuer.current()).as("so the key does not exist").isTrue();
    }

    @Test
    void find_fetchFails_keepsWhatIsKnown() throws Exception {
        IssuerKeys issuer = start(LONG, SHORT);
        fetches.answer(ONE_KEY);
        Thread.sleep(SHORT.toMillis() + 5);
        CompletableFuture<Optional<IssuerDirectory.Key>> unknown = ask(issuer, SECOND_ID);
        fetches.fail();

        assertThat(unknown).isCompletedWithValue(Optional.empty());
        assertThat(issuer.current()).as("so the key may exist").isFalse();
        assertThat(find(issuer, FIRST_ID)).isPresent();
        assertThat(issuer.offered()).contains(FIRST.publicKey());
    }

    @Test
    void find_directoryIsJunk_keepsWhatIsKnown() throws Exception {
        IssuerKeys issuer = start(LONG, SHORT);
        fetches.answer(ONE_KEY);
        Thread.sleep(SHORT.toMillis() + 5);
        var unused = ask(issuer, SECOND_ID);
        fetches.answer(Bytes.ofUtf8("{\"token-keys\":[]}"));

        assertThat(issuer.current()).isFalse();
        assertThat(find(issuer, FIRST_ID)).isPresent();
    }

    @Test
    void start_issuerUnreachable_triesOnUntilItAnswers() {
        IssuerKeys issuer = start(LONG, SHORT);
        assertThat(issuer.current()).isFalse();
        fetches.fail();
        fetches.await(2);
        fetches.fail();
        fetches.await(3);
        fetches.answer(ONE_KEY);

        await("the answer to count", issuer::current);
        assertThat(issuer.known(FIRST_ID)).isPresent();
    }

    @Test
    void start_allIsWell_fetchesAgainAfterTheInterval() {
        IssuerKeys issuer = start(SHORT, SHORT);
        fetches.answer(ONE_KEY);
        fetches.await(2);
        fetches.answer(TWO_KEYS);

        await("the second key to be known", () -> issuer.known(SECOND_ID).isPresent());
    }

    @Test
    void close_endsTheFetching() throws Exception {
        IssuerKeys issuer = start(SHORT, SHORT);
        issuer.close();
        fetches.answer(ONE_KEY);
        Thread.sleep(5 * SHORT.toMillis());

        assertThat(fetches.made).isEqualTo(1);
    }

    @Test
    void find_unknownKey_resumesOnTheContextThatSubscribed() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            IssuerKeys issuer = start(LONG, LONG);
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Boolean> asked = new CompletableFuture<>();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            caller.runOnContext(ignored -> {
                issuer.find(FIRST_ID).subscribe().with(key -> resumedOn.complete(Vertx.currentContext()));
                asked.complete(true);
            });
            asked.get(5, TimeUnit.SECONDS);
            fetches.answer(ONE_KEY);

            assertThat(resumedOn.get(5, TimeUnit.SECONDS)).isSameAs(caller);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void refresh_intervalOverFiveMinutes_orSpacingOverInterval_isRefused() {
        assertThatThrownBy(() -> new KeyRefresh(LONG.plusSeconds(1), SHORT)).hasMessageStartingWith("interval:");
        assertThatThrownBy(() -> new KeyRefresh(SHORT, LONG)).hasMessageStartingWith("spacing:");
        assertThatThrownBy(() -> new KeyRefresh(SHORT, Duration.ZERO)).hasMessageStartingWith("spacing:");
    }

    private IssuerKeys start(Duration interval, Duration spacing) {
        IssuerKeys started = IssuerKeys.start(
                "issuer.example", fetches, new KeyRefresh(interval, spacing), InstantSource.fixed(NOW));
        keys = Optional.of(started);
        return started;
    }

    private static CompletableFuture<Optional<IssuerDirectory.Key>> ask(IssuerKeys keys, TokenKeyId id) {
        return keys.find(id).subscribeAsCompletionStage();
    }

    private static Optional<IssuerDirectory.Key> find(IssuerKeys keys, TokenKeyId id) {
        return ask(keys, id).orTimeout(5, TimeUnit.SECONDS).join();
    }

    /** What a fetch that was started by the timer brings is adopted on the timer's thread, or on the one that answers. */
    private static void await(String what, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    /** A directory that answers when the test says so. */
    private static final class Fetches implements DirectorySource {
        private final Collection<CompletableFuture<Bytes>> open = new ConcurrentLinkedQueue<>();
        private volatile int made;

        @Override
        public synchronized CompletionStage<Bytes> fetch() {
            CompletableFuture<Bytes> fetch = new CompletableFuture<>();
            open.add(fetch);
            made = made + 1;
            return fetch;
        }

        void answer(Bytes directory) {
            open.forEach(fetch -> fetch.complete(directory));
        }

        void fail() {
            open.forEach(fetch -> fetch.completeExceptionally(new IOException("unreachable")));
        }

        void await(int count) {
            IssuerKeysTest.await("fetch " + count, () -> made >= count);
        }
    }
}
