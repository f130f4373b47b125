package dev.jeton.redeemer.keys;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redis.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one accepted issuer, from memory; refreshed in the background, and at once for a key that is not known.
 *
 * <p>However many callers ask for unknown keys, there is one fetch at a time, they share it, and its start is at least
 * {@link KeyRefresh#spacing} after that of the one before: junk does not become traffic to the issuer. A fetch that
 * fails changes no key. Safe for concurrent use.
 */
public final class IssuerKeys implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());

    private final String issuer;
    private final DirectorySource source;
    private final KeyRefresh refresh;
    private final InstantSource clock;

    private volatile KeyRing ring = KeyRing.EMPTY;
    private volatile Optional<Instant> lastFetched = Optional.empty();
    private volatile boolean lastFetchFailed;
    private volatile boolean closed;

    // Guarded by this.
    private CompletableFuture<Boolean> latest = CompletableFuture.completedFuture(false);
    private long latestStartNanos;

    private IssuerKeys(String issuer, DirectorySource source, KeyRefresh refresh, InstantSource clock) {
        this.issuer = Authority.parse("issuer", issuer).name();
        this.source = source;
        this.refresh = refresh;
        this.clock = clock;
        // So that the very first fetch is due.
        this.latestStartNanos = System.nanoTime() - refresh.spacing().toNanos();
    }

    /**
     * The keys of {@code issuer}, an authority: host, and {@code :port} unless 443. Starts to fetch, and does not wait
     * for it.
     *
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code issuer} is no such authority
     */
    public static IssuerKeys start(String issuer, DirectorySource source, KeyRefresh refresh, InstantSource clock) {
        IssuerKeys keys = new IssuerKeys(issuer, source, refresh, clock);
        keys.refreshForever();
        return keys;
    }

    public String issuer() {
        return issuer;
    }

    /** The key of that id if it is known without asking the issuer, whether or not it is valid now; a retired one is not. */
    public Optional<IssuerDirectory.Key> known(TokenKeyId id) {
        return ring.find(id);
    }

    /**
     * The key of that id, whether or not it is valid now. Asks the issuer for one that is not known, unless that was
     * done a moment ago. An absent key is worth as much as {@link #current}.
     */
    public Uni<Optional<IssuerDirectory.Key>> find(TokenKeyId id) {
        return Uni.createFrom().deferred(() -> {
            Optional<IssuerDirectory.Key> known = known(id);
            return known.isPresent()
                    ? Uni.createFrom().item(known)
                    : CallerContext.resume(() -> refreshIfDue().thenApply(done -> known(id)));
        });
    }

    /** When the known keys are good. */
    public List<KeyLife> lives() {
        return ring.lives();
    }

    /** Whether the latest directory could be had: if not, a key that is not known may exist all the same. */
    public boolean current() {
        return lastFetched.isPresent() && !lastFetchFailed;
    }

    /** When the directory was last fetched well. */
    public Optional<Instant> lastFetched() {
        return lastFetched;
    }

    /** The key that clients should ask tokens for: the first valid one in the latest directory. */
    public Optional<TokenPublicKey> offered() {
        return ring.offered();
    }

    /** Ends the refreshing; what is known stays known. */
    @Override
    public void close() {
        closed = true;
    }

    /** Completes, well whatever comes of it, when the fetch on its way ends, or the one that is due; at once if none is. */
    private synchronized CompletionStage<Boolean> refreshIfDue() {
        if (latest.isDone()
                && System.nanoTime() - latestStartNanos >= refresh.spacing().toNanos()
                && !closed) {
            latestStartNanos = System.nanoTime();
            latest = source.fetch()
                    .thenAccept(this::adopt)
                    .handle((adopted, failure) -> note(failure))
                    .toCompletableFuture();
        }
        return latest;
    }

    private void adopt(Bytes directory) {
        Instant now = clock.instant();
        KeyRing before = ring;
        ring = before.with(IssuerDirectory.parse(directory), now);
        lastFetched = Optional.of(now);
        ring.retired().stream()
                .filter(id -> !before.retired().contains(id))
                .forEach(id -> LOG.log(
                        System.Logger.Level.WARNING,
                        "keys of {0}: {1} is retired, its tokens are no longer accepted",
                        issuer,
                        id.value().toHex()));
    }

    private boolean note(@Nullable Throwable failure) {
        boolean failed = failure != null;
        if (failed && !lastFetchFailed) {
            LOG.log(System.Logger.Level.WARNING, "keys of {0}: cannot refresh, trying on: {1}", issuer, failure);
        } else if (!failed && lastFetchFailed) {
            LOG.log(System.Logger.Level.INFO, "keys of {0}: refreshed again", issuer);
        }
        lastFetchFailed = failed;
        return !failed;
    }

    private void refreshForever() {
        var unused = refreshIfDue().thenRun(() -> {
            if (!closed) {
                Duration pause = current() ? refresh.interval() : refresh.spacing();
                after(pause).execute(this::refreshForever);
            }
        });
    }

    /** On the JDK's own timer thread: all that happens there is the start of a fetch. */
    private static Executor after(Duration pause) {
        return CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    }
}
