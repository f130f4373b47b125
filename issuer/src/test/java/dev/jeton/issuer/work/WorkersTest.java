package dev.jeton.issuer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Workers workers = new Workers(1, 10);

    @AfterEach
    void stop() throws InterruptedException {
        workers.stop();
    }

    @Test
    void admit_moreThanMayWait_isRefusedAtOnce() {
        CompletableFuture<String> gate = new CompletableFuture<>();
        CompletableFuture<String> first = workers.admit(6, () -> waitFor(gate)).subscribeAsCompletionStage();

        assertSaturated(5);
        assertThat(workers.admit(4, () -> Uni.createFrom().item("fits")).await().indefinitely())
                .isEqualTo("fits");

        gate.complete("done");
        assertThat(first.join()).isEqualTo("done");
        assertThat(workers.admit(10, () -> Uni.createFrom().item("all")).await().indefinitely())
                .isEqualTo("all");
    }

    @Test
    void admit_afterAFailure_thePlaceIsFree() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> workers.admit(
                                10,
                                () -> workers.compute(() -> {
                                    throw new IllegalStateException("the calculation's own");
                                }))
                        .await()
                        .indefinitely());
        assertThat(workers.admit(10, () -> Uni.createFrom().item("all")).await().indefinitely())
                .isEqualTo("all");
    }

    @Test
    void admit_callerWhoGoesAway_keepsHisPlaceUntilTheWorkEnds() {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Cancellable caller = workers.admit(6, () -> waitFor(gate)).subscribe().with(ignored -> {});
        caller.cancel();
        assertSaturated(5);
        gate.complete("done");
        assertThat(workers.admit(10, () -> Uni.createFrom().item("all")).await().indefinitely())
                .isEqualTo("all");
    }

    private void assertSaturated(int tokens) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> workers.admit(tokens, () -> Uni.createFrom().item("no"))
                        .await()
                        .indefinitely())
                .returns(ProblemType.SATURATED, Refusal::type);
    }

    private static Uni<String> waitFor(CompletableFuture<String> gate) {
        return Uni.createFrom().completionStage(gate);
    }
}
