package dev.jeton.redis;

import dev.jeton.redis.FenceRecords.Entry;
import dev.jeton.redis.FenceRecords.Mark;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Runs scripts only on data that have forgotten nothing.
 *
 * <p>What a script changed and its caller was told, is there for every later script of the same {@link Arena}, or that
 * script answers {@link Fenced}: over restarts, flushes, restored snapshots, failovers, and any number of processes that
 * keep the same {@link FenceRecords}. What that rests on, and what it does not cover, is in
 * {@code docs/adr/0010-fence.md}.
 *
 * <p>It has no timer: somebody calls {@link #tick} every second. Safe for concurrent use.
 */
public final class Fence {
    /** Fenced, armed, joined, and a few that came to nothing because another process was faster. */
    private static final int MOVES = 8;

    private final RedisScripts redis;
    private final FenceRecords records;
    private final FenceSettings settings;
    private final Map<String, Post> posts = new ConcurrentHashMap<>();
    /** Last words that the records may not have yet. Without them whoever comes back would take its own old mark for the last. */
    private final Set<Mark> farewells = ConcurrentHashMap.newKeySet();

    private final Object lock = new Object();
    private Optional<CompletableFuture<Void>> settling = Optional.empty();
    private boolean closed;

    private Fence(RedisScripts redis, FenceRecords records, FenceSettings settings) {
        this.redis = redis;
        this.records = records;
        this.settings = settings;
    }

    /** The fence of all that {@code redis} runs; one for each {@code redis}. */
    public static Fence open(RedisScripts redis, FenceRecords records, FenceSettings settings) {
        Fence fence = new Fence(redis, records, settings);
        // Another server than theirs is none of the others' business: they go by their own.
        redis.onReplaced(server -> fence.posts.values().forEach(post -> post.dataReplaced(server)));
        return fence;
    }

    /**
     * Serves {@code arena} from now on, and arms it if nobody ever has. Only for data that cannot have been written yet:
     * before their epoch. Never fails; whether it serves is in the answer.
     */
    public Uni<Standing> arm(Arena arena) {
        return keep(arena, true);
    }

    /**
     * Serves {@code arena} from now on, if it has been armed; from here on it is not armed for the first time any more.
     * Never fails; whether it serves is in the answer.
     */
    public Uni<Standing> watch(Arena arena) {
        return keep(arena, false);
    }

    /**
     * What the script answers. One round trip. Runs at each subscription.
     *
     * <p>Fails with {@link Fenced}, and then has changed nothing, or with {@link RedisUnavailable}, and then may have run.
     * A script that comes upon a later arming is run a second time if this process could join it at once.
     */
    public Uni<List<Long>> run(Arena arena, FencedCall call) {
        return CallerContext.resume(() -> runAnywhere(arena, call).subscribeAsCompletionStage());
    }

    /** The same, emitted on whatever thread the answer came: for whoever calls for several, each with a context. */
    public Uni<List<Long>> runAnywhere(Arena arena, FencedCall call) {
        return Uni.createFrom()
                .deferred(() -> runOnce(arena, call))
                .onFailure(failure -> failure instanceof Fenced fenced && fenced.reason() == FenceReason.OTHER_ARMING)
                .recoverWithUni(() -> Uni.createFrom()
                        .completionStage(this::settle)
                        .onFailure()
                        .recoverWithNull()
                        .chain(() -> runOnce(arena, call)));
    }

    /** Where this process stands with {@code arena}. */
    public Standing standing(Arena arena) {
        return post(arena)
                .map(Post::standing)
                .orElseGet(() -> new Standing(arena.name(), Optional.of(FenceReason.LEFT), 0, "", "", 0, 0));
    }

    /** Where this process stands with all that it keeps. */
    public List<Standing> standings() {
        return posts.values().stream().map(Post::standing).toList();
    }

    /**
     * Reports this process' marks, and joins, fences and arms what is due. Never fails: what went wrong is in the standings.
     * Call it every second, whether or not the call before has ended.
     */
    public Uni<Void> tick() {
        return CallerContext.resume(this::settle).onFailure().recoverWithNull().replaceWithVoid();
    }

    /**
     * The operator's word: serve what there is, though it may have forgotten something. Ends every doubt, and so belongs
     * into an audit trail.
     *
     * <p>Empty as long as some process serves or may serve {@code arena}, or another was faster: it is fenced by now; call
     * again after a second. Fails with {@link RedisUnavailable}, or as the records do.
     */
    public Uni<Optional<AcceptedLoss>> acceptLoss(Arena arena) {
        return acceptLoss(arena, records::replace);
    }

    /**
     * Like {@link #acceptLoss(Arena)}; {@code replacing} takes its steps on the records. What it adds to the one that arms,
     * with a higher {@link Arming#armed()}, stands if and only if the loss was accepted.
     */
    public Uni<Optional<AcceptedLoss>> acceptLoss(Arena arena, FenceRecords.Replacing replacing) {
        Post post = posts.computeIfAbsent(arena.name(), name -> new Post(arena, redis, records, settings));
        return tick().chain(() -> records.read(List.of(arena.name()))).chain(entries -> {
            Entry entry = entries.getOrDefault(arena.name(), new Entry(Arming.NONE, Duration.ZERO, List.of()));
            return post.server()
                    .map(server -> post.acceptLoss(entry, server, replacing))
                    .orElseGet(() -> Uni.createFrom().failure(new RedisUnavailable("Redis: not known to be a master")));
        });
    }

    /** Serves {@code arena} no more: after its end. Fails as the records do; {@link #tick} need not be called for it. */
    public Uni<Void> leave(Arena arena) {
        return post(arena)
                .map(post -> leave(List.of(post)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Serves nothing more, and says goodbye, so that nobody has to wait for this process. Before the connection closes. */
    public Uni<Void> close() {
        return Uni.createFrom()
                .completionStage(this::lastSettled)
                .onFailure()
                .recoverWithNull()
                .chain(() -> leave(List.copyOf(posts.values())));
    }

    /** What is under way may join once more, and takes a duty that has ended for a fence; nothing comes after it. */
    private CompletionStage<Void> lastSettled() {
        synchronized (lock) {
            closed = true;
            return settling.orElseGet(() -> CompletableFuture.completedFuture(null));
        }
    }

    private Uni<Void> leave(Collection<Post> leaving) {
        leaving.forEach(post -> {
            posts.remove(post.arena().name(), post);
            post.duty().ifPresent(duty -> duty.end(FenceReason.LEFT));
        });
        farewells.addAll(reports(leaving));
        return report(List.of());
    }

    private Uni<Void> report(Collection<Post> due) {
        List<Mark> last = List.copyOf(farewells);
        List<Mark> all = Stream.concat(last.stream(), reports(due).stream()).toList();
        return records.report(settings.process(), all).invoke(() -> farewells.removeAll(Set.copyOf(last)));
    }

    private Uni<Standing> keep(Arena arena, boolean mayCreate) {
        return Uni.createFrom().deferred(() -> {
            Post post = posts.computeIfAbsent(arena.name(), name -> new Post(arena, redis, records, settings));
            post.mayCreate(mayCreate);
            // What is under way may have begun without this one.
            return tick().chain(
                            () -> post.isUnseen() ? tick() : Uni.createFrom().voidItem())
                    .map(done -> post.standing());
        });
    }

    private Uni<List<Long>> runOnce(Arena arena, FencedCall call) {
        Optional<Post> post = post(arena);
        Optional<Duty> duty = post.flatMap(Post::duty);
        if (duty.isEmpty()) {
            return Uni.createFrom()
                    .failure(new Fenced(arena, post.map(Post::reason).orElse(FenceReason.LEFT)));
        }
        return new FencedRun(post.get(), duty.get()).run(redis, call);
    }

    /** One at a time: who comes meanwhile, waits for the one under way. */
    private CompletionStage<Void> settle() {
        CompletableFuture<Void> fresh = new CompletableFuture<>();
        synchronized (lock) {
            if (settling.isPresent()) {
                return settling.get();
            }
            if (closed) {
                fresh.complete(null);
                return fresh;
            }
            settling = Optional.of(fresh);
        }
        var unused = Uni.createFrom()
                .deferred(() -> exchange(List.copyOf(posts.values()), MOVES))
                .ifNoItem()
                .after(settings.armingTimeout().multipliedBy(2))
                .fail()
                .onTermination()
                .invoke(this::settled)
                .subscribe()
                .with(fresh::complete, fresh::completeExceptionally);
        return fresh;
    }

    private void settled() {
        synchronized (lock) {
            settling = Optional.empty();
        }
    }

    /** Reports, reads, and lets each post make its move; again for those that may have another one. */
    private Uni<Void> exchange(List<Post> due, int moves) {
        if (due.isEmpty() || moves == 0) {
            return Uni.createFrom().voidItem();
        }
        List<String> names = due.stream().map(post -> post.arena().name()).toList();
        return report(due)
                .chain(() -> records.read(names))
                .onFailure()
                .invoke(() -> due.forEach(Post::recordsUnavailable))
                .chain(entries -> Uni.join()
                        .all(due.stream().map(post -> move(post, entries)).toList())
                        .andFailFast())
                .chain(moved ->
                        exchange(moved.stream().flatMap(Optional::stream).toList(), moves - 1));
    }

    /** Emits {@code post} if it may have another move. One that failed has to wait for the next time. */
    private static Uni<Optional<Post>> move(Post post, Map<String, Entry> entries) {
        return Uni.createFrom()
                .deferred(() ->
                        post.move(Optional.ofNullable(entries.get(post.arena().name()))))
                .onFailure()
                .recoverWithItem(failure -> post.failed(failure))
                .map(again -> again ? Optional.of(post) : Optional.empty());
    }

    private static List<Mark> reports(Collection<Post> posts) {
        return posts.stream().map(Post::report).flatMap(Optional::stream).toList();
    }

    private Optional<Post> post(Arena arena) {
        return Optional.ofNullable(posts.get(arena.name()));
    }
}
