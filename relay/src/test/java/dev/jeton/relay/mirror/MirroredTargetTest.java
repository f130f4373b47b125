package dev.jeton.relay.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MirroredTargetTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<Promise<MirrorCopy>> fetches = new ArrayList<>();
    private final MirroredTarget target = new MirroredTarget(
            () -> {
                Promise<MirrorCopy> fetch = Promise.promise();
                fetches.add(fetch);
                return fetch.future();
            },
            PAUSE,
            now::get);

    private static MirrorCopy copy(long lifetime, long age) {
        return new MirrorCopy(
                Buffer.buffer("copy"), new Freshness(Duration.ofSeconds(lifetime), Duration.ofSeconds(age)));
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static String age(Future<Answer> answer) {
        return answer.result().fields().stream()
                .filter(field -> field.name().equals("Age"))
                .map(Answer.Field::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void manyWhoAsk_waitForOneFetch() {
        Future<Answer> one = target.answer();
        Future<Answer> other = target.answer();
        fetches.get(0).complete(copy(60, 0));

        assertThat(fetches).hasSize(1);
        assertThat(one.result()).isEqualTo(other.result());
    }

    @Test
    void copy_isServedWhileFresh_andAges_fromWhenItWasAskedFor() {
        Future<Answer> first = target.answer();
        pass(2);
        fetches.get(0).complete(copy(60, 10));

        assertThat(age(first)).isEqualTo("12");
        pass(47);
        assertThat(age(target.answer())).isEqualTo("59");
        assertThat(fetches).hasSize(1);
        pass(1);
        assertThat(target.answer().isComplete()).isFalse();
        assertThat(fetches).hasSize(2);
    }

    @Test
    void staleCopy_isNotServed_whenTheTargetFails() {
        target.answer();
        fetches.get(0).complete(copy(60, 0));
        pass(60);

        Future<Answer> next = target.answer();
        fetches.get(1).fail(Refusal.of(ProblemType.TARGET_UNAVAILABLE));

        assertThat(next.failed()).isTrue();
    }

    @Test
    void targetThatFailed_isLeftAlone_andThenAskedAgain() {
        target.answer();
        fetches.get(0).fail(Refusal.of(ProblemType.TARGET_UNAVAILABLE));

        pass(4);
        assertThat(target.answer().cause()).isInstanceOf(Refusal.class);
        assertThat(fetches).hasSize(1);
        pass(1);
        Future<Answer> next = target.answer();
        fetches.get(1).complete(copy(60, 0));
        assertThat(next.succeeded()).isTrue();
    }

    @Test
    void copyThatWentStaleOnItsWay_isRefused() {
        Future<Answer> answer = target.answer();
        pass(60);
        fetches.get(0).complete(copy(60, 0));

        assertThat(answer.cause()).isInstanceOf(Refusal.class);
    }

    @Test
    void fetchThatEndsAtOnce_isNotWaitedFor() {
        MirroredTarget quick = new MirroredTarget(() -> Future.succeededFuture(copy(1, 0)), PAUSE, now::get);

        assertThat(quick.answer().succeeded()).isTrue();
        pass(1);
        assertThat(quick.answer().succeeded()).isTrue();
    }
}
