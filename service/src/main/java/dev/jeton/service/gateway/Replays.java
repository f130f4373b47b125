package dev.jeton.service.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.redis.LuaScript;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisUnavailable;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Refuses what has come before (RFC 9458, Section 6.5): a request is taken within a window around its own date, and its
 * encapsulation is remembered for longer than that. Fails closed. Safe for concurrent use, also of many replicas.
 */
@Singleton
class Replays {
    /** How far the clocks of replicas may be apart. */
    static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final LuaScript RECORD = LuaScript.resource(Replays.class, "record.lua");
    private static final Bytes KEY = Bytes.ofUtf8("ohttp/");
    private static final long FRESH = 1;

    private final Memory memory;
    private final InstantSource clock;
    private final Duration window;
    private final byte[] millis;
    private final Remembered remembered;

    /** What all replicas remember together. */
    interface Memory {
        /** Records the only key for as many milliseconds as the argument says, in one atomic step: 1 if it was not there yet. */
        Uni<List<Long>> record(List<byte[]> keys, List<byte[]> arguments);
    }

    @Inject
    Replays(GatewayConfig config, Instance<RedisScripts> redis, InstantSource clock) {
        this(config, (keys, arguments) -> redis.get().run(RECORD, keys, arguments), clock);
    }

    Replays(GatewayConfig config, Memory memory, InstantSource clock) {
        this.window = config.dateWindow();
        if (window.compareTo(Duration.ofSeconds(10)) < 0 || window.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("jeton.gateway.date-window: expected 10 s to 10 min");
        }
        this.memory = memory;
        this.clock = clock;
        if (config.maxRemembered() < 1000 || config.maxRemembered() > 100_000_000) {
            throw new IllegalArgumentException("jeton.gateway.max-remembered: expected 1000 to 100000000");
        }
        Duration time = window.multipliedBy(2).plus(CLOCKS_APART);
        this.remembered = new Remembered(time, config.maxRemembered());
        this.millis = Long.toString(time.toMillis()).getBytes(US_ASCII);
    }

    /** Throws a {@link Refusal} unless {@code request} has a date, and one that is near. */
    void requireNear(BinaryRequest request) {
        List<String> dates = request.headers().all("date");
        Instant now = clock.instant();
        if (dates.size() != 1 || !isNear(dates.get(0), now)) {
            throw Refusal.of(ProblemType.DATE).with("Date", HttpDate.format(now));
        }
    }

    /**
     * Completes for the first request of this {@code replayId}, whoever else asks at the same time; fails with a {@link Refusal}
     * for any other, while Redis does not answer, and beyond what may be remembered.
     */
    Uni<Void> requireFirst(Bytes replayId) {
        return Uni.createFrom().deferred(() -> {
            // Nobody has paid yet, and this Redis keeps what must not be lost.
            if (!remembered.take(clock.instant())) {
                throw Refusal.of(ProblemType.SATURATED);
            }
            return record(replayId);
        });
    }

    private Uni<Void> record(Bytes replayId) {
        return memory.record(List.of(Bytes.concat(KEY, replayId).toArray()), List.of(millis))
                .onFailure(RedisUnavailable.class)
                .transform(failure -> Refusal.of(ProblemType.STORE_UNAVAILABLE))
                .invoke(answer -> {
                    if (answer.get(0) != FRESH) {
                        throw Refusal.of(ProblemType.REQUEST_REPLAYED);
                    }
                })
                .replaceWithVoid();
    }

    private boolean isNear(String date, Instant now) {
        try {
            return Duration.between(HttpDate.parse("date", date), now).abs().compareTo(window) <= 0;
        } catch (MalformedMessage e) {
            return false;
        }
    }
}
