package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.redis.ArmScript.Outcome;
import dev.jeton.redis.ArmScript.Way;
import dev.jeton.redis.FenceMove.Kind;
import dev.jeton.redis.FenceRecords.Entry;
import dev.jeton.redis.FenceRecords.Mark;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One arena as this process keeps it: makes the moves that {@link FenceRules} decide. One move at a time. */
final class Post {
    private static final System.Logger LOG = System.getLogger(Fence.class.getName());
    private static final LuaScript SPOIL = LuaScript.resource(Post.class, "spoil.lua");
    private static final Entry NO_ENTRY = new Entry(Arming.NONE, Duration.ZERO, List.of());

    private final Arena arena;
    private final RedisScripts redis;
    private final FenceRecords records;
    private final FenceSettings settings;
    private final FenceRules rules;
    private final List<byte[]> marker;

    private volatile boolean mayCreate;
    private volatile boolean unseen = true;
    private volatile Optional<Duty> duty = Optional.empty();
    private volatile Entry entry = NO_ENTRY;
    private volatile FenceReason waiting = FenceReason.NOT_ARMED;
    /** Says more than that one waits for somebody to arm. */
    private volatile Optional<FenceReason> trouble = Optional.empty();

    Post(Arena arena, RedisScripts redis, FenceRecords records, FenceSettings settings) {
        this.arena = arena;
        this.redis = redis;
        this.records = records;
        this.settings = settings;
        this.rules = new FenceRules(settings);
        this.marker = List.of(arena.marker().getBytes(UTF_8));
    }

    Arena arena() {
        return arena;
    }

    /** The one key of the arena's marker. */
    List<byte[]> markerKey() {
        return marker;
    }

    void mayCreate(boolean may) {
        mayCreate = may;
    }

    /** Whether no move has been decided yet. */
    boolean isUnseen() {
        return unseen;
    }

    Optional<Duty> duty() {
        return duty.filter(part -> part.ended().isEmpty());
    }

    Optional<Mark> report() {
        return duty.map(part -> part.report(arena));
    }

    /** Acknowledges nothing more in this arming. */
    void end(Duty part, FenceReason reason) {
        if (part.ended().isEmpty()) {
            part.end(reason);
            trouble = Optional.of(reason);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: arming {1,number,#} ended: {2}",
                    arena.name(),
                    part.arming(),
                    reason);
        }
    }

    void endDuty(FenceReason reason) {
        duty().ifPresent(part -> end(part, reason));
    }

    /** What {@code server} had is gone: an arming on it has lost what it was served on. */
    void dataReplaced(String server) {
        duty().filter(part -> part.server().equals(Optional.of(server)))
                .ifPresent(part -> end(part, FenceReason.DATA_REPLACED));
    }

    /** Whom the arena's data are on now, if that is a master. */
    Optional<String> server() {
        return redis.server(marker.get(0));
    }

    void recordsUnavailable() {
        waiting = FenceReason.RECORDS_UNAVAILABLE;
    }

    /** The move was not made, or not to its end. That is safe at every point; the next one begins anew. */
    boolean failed(Throwable failure) {
        boolean redisFailed =
                failure instanceof RedisUnavailable || failure instanceof OtherServer || failure instanceof Unfit;
        waiting = redisFailed ? FenceReason.REDIS_UNAVAILABLE : FenceReason.RECORDS_UNAVAILABLE;
        return false;
    }

    /** Why there is no server. */
    private FenceReason unreachable() {
        return redis.state(marker.get(0)).unfit().orElse(FenceReason.REDIS_UNAVAILABLE);
    }

    FenceReason reason() {
        if (waiting == FenceReason.REDIS_UNAVAILABLE) {
            return unreachable();
        }
        boolean vague = waiting == FenceReason.NOT_ARMED || waiting == FenceReason.PEER;
        return vague ? trouble.orElse(waiting) : waiting;
    }

    /** Why the next call would not be answered, as far as that is known without making it. */
    private Optional<FenceReason> refusal() {
        if (duty().isEmpty()) {
            return Optional.of(reason());
        }
        Optional<String> server = server();
        if (server.isEmpty()) {
            return Optional.of(unreachable());
        }
        return duty().filter(part -> !part.server().equals(server)).map(part -> FenceReason.OTHER_SERVER);
    }

    Standing standing() {
        Optional<Duty> part = duty;
        Entry known = entry;
        return new Standing(
                arena.name(),
                refusal(),
                known.arming().armed(),
                ServerIdentity.abbreviated(known.arming().server()),
                server().map(ServerIdentity::abbreviated).orElse(""),
                part.map(Duty::mark).orElse(0L),
                Math.max(known.highest(), part.map(Duty::mark).orElse(0L)));
    }

    /** Makes the next move. Emits whether there may be another one. */
    Uni<Boolean> move(Optional<Entry> found) {
        return redis.state(marker.get(0)).evicted()
                ? redis.run(SPOIL, marker, List.of()).chain(() -> next(found))
                : next(found);
    }

    /** What was evicted is gone after a restart or a failover too, and nobody counts it then; so the marker must be as well. */
    private Uni<Boolean> next(Optional<Entry> found) {
        unseen = false;
        Entry now = found.orElse(NO_ENTRY);
        entry = now;
        Optional<String> server = server();
        Optional<Duty> part = duty;
        FenceMove move = rules.next(new FenceRules.View(
                found, server, mayCreate, part.map(Duty::arming).orElse(0L), part.flatMap(Duty::ended)));
        return switch (move.kind()) {
            case SERVE -> stay();
            case WAIT -> {
                waiting = move.reason();
                yield stay();
            }
            case END -> {
                endDuty(move.reason());
                yield goOn();
            }
            case FENCE -> {
                endDuty(move.reason());
                trouble = Optional.of(move.reason());
                yield fenceOff(now.arming());
            }
            case DISOWN ->
                records.report(
                                settings.process(),
                                List.of(new Mark(arena.name(), now.arming().armed(), 0, true)))
                        .replaceWith(true);
            case JOIN -> join(now);
            case CREATE, BUMP, REARM -> attempt(now, move.kind(), server.orElseThrow());
        };
    }

    private Uni<Boolean> join(Entry now) {
        Arming row = now.arming();
        return records.join(arena.name(), row.armed(), settings.process())
                .invoke(joined -> {
                    if (joined) {
                        trouble = Optional.empty();
                        duty = Optional.of(new Duty(row.armed(), row.server(), now.highest()));
                        LOG.log(
                                System.Logger.Level.INFO,
                                "{0}: arming {1,number,#} served on {2}",
                                arena.name(),
                                row.armed(),
                                ServerIdentity.abbreviated(row.server()));
                    }
                })
                .map(joined -> !joined);
    }

    private Uni<Boolean> attempt(Entry now, Kind kind, String server) {
        Arming row = now.arming();
        Arming tried = row.attempted(row.attempt() + 1);
        Way way = kind == Kind.CREATE ? Way.CREATE : kind == Kind.BUMP ? Way.SAME : Way.WHOLE;
        ArmScript.Request request =
                new ArmScript.Request(tried.attempt(), server, way, row.armed(), rules.least(kind, now), now.highest());
        return records.replace(arena.name(), row, tried)
                .chain(begun -> begun
                        ? ArmScript.run(redis, arena, request).chain(answer -> conclude(now, tried, request, answer))
                        : goOn());
    }

    private Uni<Boolean> conclude(Entry now, Arming tried, ArmScript.Request request, ArmScript.Answer answer) {
        if (answer.outcome() == Outcome.ARMED) {
            if (request.way() == Way.WHOLE && answer.found() < now.highest()) {
                logLoss(new AcceptedLoss(
                        arena.name(), tried.attempt(), now.highest(), OptionalLong.of(answer.found())));
            }
            return records.replace(arena.name(), tried, tried.armedOn(request.server(), answer.counter()));
        }
        trouble = Optional.of(answer.reason());
        waiting = answer.reason();
        if (request.way() == Way.SAME && answer.outcome() != Outcome.SUPERSEDED) {
            endDuty(answer.reason());
            return fenceOff(tried);
        }
        return stay();
    }

    private Uni<Boolean> fenceOff(Arming row) {
        return records.replace(arena.name(), row, row.fencedOff()).replaceWith(true);
    }

    /**
     * Arms what there is. Empty as long as somebody serves: the arena is fenced from then on, and its members close within
     * their next intervals.
     */
    Uni<Optional<AcceptedLoss>> acceptLoss(Entry now, String server, FenceRecords.Replacing via) {
        Arming row = now.arming();
        if (row.armed() > 0 && !row.fenced()) {
            endDuty(FenceReason.PEER);
            return fenceOff(row).replaceWith(Optional.empty());
        }
        if (now.members().stream().anyMatch(member -> !member.closed() && !rules.isLost(member))) {
            return Uni.createFrom().item(Optional.empty());
        }
        return takeAny(now, row.attempt() + 1, server, via);
    }

    private Uni<Optional<AcceptedLoss>> takeAny(Entry now, long number, String server, FenceRecords.Replacing via) {
        Arming tried = now.arming().attempted(number);
        ArmScript.Request request =
                new ArmScript.Request(number, server, Way.ANY, now.arming().armed(), 0, now.highest());
        return via.replace(arena.name(), now.arming(), tried)
                .chain(begun -> begun
                        ? ArmScript.run(redis, arena, request).chain(answer -> taken(now, tried, server, answer, via))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<AcceptedLoss>> taken(
            Entry now, Arming tried, String server, ArmScript.Answer answer, FenceRecords.Replacing via) {
        if (answer.outcome() == Outcome.SUPERSEDED) {
            // The records are older than Redis: restored, or empty. Count on from what Redis has.
            Entry passed = new Entry(tried, Duration.ZERO, now.members());
            return takeAny(passed, answer.arming() + 1, server, via);
        }
        AcceptedLoss loss = new AcceptedLoss(
                arena.name(),
                tried.attempt(),
                now.highest(),
                answer.arming() < 0 ? OptionalLong.empty() : OptionalLong.of(answer.found()));
        return via.replace(arena.name(), tried, tried.armedOn(server, answer.counter()))
                .map(armed -> {
                    if (armed) {
                        logLoss(loss);
                    }
                    return armed ? Optional.of(loss) : Optional.empty();
                });
    }

    private static void logLoss(AcceptedLoss loss) {
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}: arming {1,number,#} with loss: needed {2,number,#}, found {3}",
                loss.arena(),
                loss.arming(),
                loss.needed(),
                loss.found());
    }

    private static Uni<Boolean> stay() {
        return Uni.createFrom().item(false);
    }

    private static Uni<Boolean> goOn() {
        return Uni.createFrom().item(true);
    }
}
