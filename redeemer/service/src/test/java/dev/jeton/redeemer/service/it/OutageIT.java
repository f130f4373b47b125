package dev.jeton.redeemer.service.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redeemer.service.it.RedeemerProcess.Offer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A ledger that does not answer, and one that has forgotten. */
class OutageIT {
    private static final Stores STORES = Stores.shared();

    @Test
    void ledgerThatIsAway_acceptsNothing_andOneThatHasForgotten_neither() {
        Stores.Ledger ledger = STORES.newLedger("outage");
        RedeemerProcess redeemer = RedeemerProcess.alive(ledger, STORES.issuer.name(), "outage", Map.of());
        try {
            redeemer.awaitReady();
            Offer spent = offer();
            assertThat(redeemer.redeem(spent)).containsExactly("accepted");

            ledger.redis().kill();
            Offer asked = offer();
            assertThat(redeemer.redeem(asked, offer())).containsOnly("ledger-unavailable");

            // With all that it knew: whoever asks the same again is answered.
            ledger.redis().restart();
            RedeemerProcess.await("served again", () -> redeemer.redeem(asked).equals(List.of("accepted")));
            assertThat(redeemer.redeem(new Offer(spent.token(), "another"))).containsExactly("spent");

            ledger.redis().ask("FLUSHALL");
            assertThat(redeemer.redeem(new Offer(spent.token(), "another"), offer()))
                    .containsOnly("fenced");
            RedeemerProcess.await("not ready", () -> !redeemer.isReady());
        } finally {
            redeemer.stop();
            ledger.redis().stop();
        }
    }

    private static Offer offer() {
        return new Offer(STORES.issuer.token(STORES.issuer.current, Stores.AUTHORITY), "outage");
    }
}
