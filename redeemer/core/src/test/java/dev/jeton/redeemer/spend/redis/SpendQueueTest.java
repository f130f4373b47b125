package dev.jeton.redeemer.spend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redis.RedisUnavailable;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpendQueueTest {
    private static final int MOST = 100;
    private static final byte[] ANY = {};

    private final List<CompletableFuture<List<Long>>> scripts = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void spend_fewUnderWay_goesAtOnceAndAlone() {
        SpendQueue queue = patient();
        spend(queue, SpendQueue.UNDER_WAY);

        assertThat(sizes).hasSize(SpendQueue.UNDER_WAY).containsOnly(1);
    }

    @Test
    void spend_othersUnderWay_goesWithThoseWhoWait_whenOneEnds() {
        SpendQueue queue = busy();
        List<CompletableFuture<Long>> waiting = spend(queue, 5);
        assertThat(sizes).hasSize(SpendQueue.UNDER_WAY);

        answer(1);
        assertThat(sizes).hasSize(SpendQueue.UNDER_WAY + 1).endsWith(5);
        answer(SpendQueue.UNDER_WAY);
        assertThat(waiting).extracting(CompletableFuture::join).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void spend_aWholeGroup_waitsForNobody() {
        SpendQueue queue = busy();
        spend(queue, 2 * SpendQueue.GROUP + 1);

        assertThat(sizes).hasSize(SpendQueue.UNDER_WAY + 2).endsWith(SpendQueue.GROUP, SpendQueue.GROUP);
    }

    @Test
    void spend_tooManyUnanswered_failsAtOnce_untilSomeAreAnswered() {
        SpendQueue queue = patient();
        List<CompletableFuture<Long>> taken = spend(queue, MOST);
        assertThat(taken).noneMatch(CompletableFuture::isDone);
        assertUnavailable(spend(queue, 3));

        answer(SpendQueue.UNDER_WAY);
        assertThat(spend(queue, SpendQueue.GROUP)).noneMatch(CompletableFuture::isDone);
        assertUnavailable(spend(queue, 1));
    }

    @Test
    void script_fails_failsItsOwnSpends_andTheNextOnesGo() {
        SpendQueue queue = patient();
        List<CompletableFuture<Long>> first = spend(queue, SpendQueue.UNDER_WAY);
        List<CompletableFuture<Long>> waiting = spend(queue, 3);

        scripts.get(0).completeExceptionally(new RedisUnavailable("lost"));

        assertUnavailable(first.subList(0, 1));
        assertThat(first.get(1)).isNotDone();
        answer(SpendQueue.UNDER_WAY);
        assertThat(waiting).extracting(CompletableFuture::join).containsExactly(0L, 1L, 2L);
    }

    @Test
    void spend_hasWaitedTooLong_failsInsteadOfWaitingForAnotherScript() {
        SpendQueue queue = new SpendQueue(this::send, MOST, Duration.ofNanos(-1));
        spend(queue, SpendQueue.UNDER_WAY);
        List<CompletableFuture<Long>> late = spend(queue, 3);

        scripts.get(0).completeExceptionally(new RedisUnavailable("timeout"));

        assertUnavailable(late);
        assertThat(sizes).hasSize(SpendQueue.UNDER_WAY);
        spend(queue, 1);
        assertThat(sizes).as("the others' place is free").hasSize(SpendQueue.UNDER_WAY + 1);
    }

    @Test
    void spend_cancelled_changesNothingForOthers() {
        SpendQueue queue = busy();
        List<CompletableFuture<Long>> waiting = spend(queue, 3);
        waiting.get(1).cancel(false);

        answer(0);
        answer(SpendQueue.UNDER_WAY);

        assertThat(waiting.get(0)).isCompletedWithValue(0L);
        assertThat(waiting.get(2)).isCompletedWithValue(2L);
    }

    @Test
    void script_answersForTooFew_failsAll_andHoldsNobodyUp() {
        SpendQueue queue = busy();
        List<CompletableFuture<Long>> waiting = spend(queue, 3);
        answer(0);
        scripts.get(SpendQueue.UNDER_WAY).complete(List.of(0L, 1L));

        assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
        spend(queue, 1);
        assertThat(sizes).hasSize(SpendQueue.UNDER_WAY + 2).endsWith(1);
    }

    private SpendQueue patient() {
        return new SpendQueue(this::send, MOST, Duration.ofHours(1));
    }

    /** One whose next spend has to wait. */
    private SpendQueue busy() {
        SpendQueue queue = patient();
        spend(queue, SpendQueue.UNDER_WAY);
        return queue;
    }

    private Uni<List<Long>> send(List<SpendQueue.Spending> group) {
        CompletableFuture<List<Long>> script = new CompletableFuture<>();
        scripts.add(script);
        sizes.add(group.size());
        return Uni.createFrom().completionStage(script);
    }

    /** Script {@code number} answers its spends 0, 1, 2... */
    private void answer(int number) {
        scripts.get(number)
                .complete(LongStream.range(0, sizes.get(number)).boxed().toList());
    }

    private static List<CompletableFuture<Long>> spend(SpendQueue queue, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> queue.spend(ANY, ANY, ANY).toCompletableFuture())
                .toList();
    }

    private static void assertUnavailable(List<CompletableFuture<Long>> spends) {
        assertThat(spends)
                .allSatisfy(spend -> assertThat(spend)
                        .isCompletedExceptionally()
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(RedisUnavailable.class));
    }
}
