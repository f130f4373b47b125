package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.redeemer.embedded.keys.ComparisonPause;
import dev.jeton.redeemer.embedded.keys.Verification;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.service.EventLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Raises an alarm when more tokens of a key were redeemed here than its issuer says it has signed: somebody else signs with
 * that key. Totals are some seconds old, and so what was counted at one look is compared with what is said at the next. Of
 * earlier generations of the ledger counts what this process has seen itself: their data may be gone.
 */
@Singleton
class IssuedComparison {
    private final RedisSpendLedger ledger;
    private final Verification verification;
    private final ComparisonPause pause;
    private final Logger events;
    private volatile RedeemedTotals counted = RedeemedTotals.NONE;
    private volatile Set<TokenKeyId> exceeding = Set.of();

    IssuedComparison(
            RedisSpendLedger ledger,
            Verification verification,
            ComparisonPause pause,
            MeterRegistry meters,
            EventLog events) {
        this.ledger = ledger;
        this.verification = verification;
        this.pause = pause;
        this.events = events.logger();
        Gauge.builder("jeton.redeemer.keys.exceeding", this, comparison -> comparison.exceeding.size())
                .description("keys of which more tokens were redeemed than their issuer has signed")
                .register(meters);
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("redeemed and issued")
                .setInterval(pause.time().toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> look().onFailure().recoverWithNull())
                .schedule();
    }

    private Uni<Void> look() {
        return verification
                .issuedAtMost()
                .invoke(this::compare)
                .chain(this::count)
                .invoke(now -> counted = counted.with(now, keys()))
                .replaceWithVoid();
    }

    private void compare(Map<TokenKeyId, Long> issuedAtMost) {
        Set<TokenKeyId> now = new HashSet<>();
        counted.byKey().forEach((key, redeemed) -> {
            Long issued = issuedAtMost.get(key);
            if (issued == null) {
                // Nobody says: what was known of it stands.
                if (exceeding.contains(key)) {
                    now.add(key);
                }
            } else if (redeemed > issued) {
                now.add(key);
                if (!exceeding.contains(key)) {
                    events.errorf(
                            "event=redeemed-more-than-issued key=%s redeemed=%d issued-at-most=%d",
                            key.value().toHex(), redeemed, issued);
                }
            }
        });
        exceeding = now;
    }

    private Set<TokenKeyId> keys() {
        return ledger.states().stream().map(state -> state.family().key()).collect(Collectors.toSet());
    }

    private Uni<Map<TokenFamily, Long>> count() {
        return Multi.createFrom()
                .iterable(ledger.states().stream()
                        .filter(ShardState::isServed)
                        .map(ShardState::family)
                        .distinct()
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(
                        family -> ledger.accepted(family).map(tokens -> Map.entry(family, tokens)))
                .collect()
                .in(
                        HashMap::new,
                        (Map<TokenFamily, Long> counts, Map.Entry<TokenFamily, Optional<Long>> one) ->
                                one.getValue().ifPresent(tokens -> counts.put(one.getKey(), tokens)));
    }
}
