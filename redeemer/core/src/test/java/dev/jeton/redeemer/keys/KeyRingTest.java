package dev.jeton.redeemer.keys;

import static dev.jeton.redeemer.TestIssuer.FIRST;
import static dev.jeton.redeemer.TestIssuer.SECOND;
import static dev.jeton.redeemer.TestIssuer.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(25));
    private static final TokenKeyId FIRST_ID = FIRST.publicKey().keyId();

    @Test
    void with_keyThatLeftTheDirectory_isKeptUntilItsEnd() {
        KeyRing ring = KeyRing.EMPTY
                .with(directory(listed(FIRST, START, END)), START)
                .with(directory(listed(SECOND, START, END)), END.minusSeconds(1));

        assertThat(ring.find(FIRST_ID)).isPresent();
        assertThat(ring.find(SECOND.publicKey().keyId())).isPresent();
    }

    @Test
    void with_keyThatEnded_isRememberedForADayAndThenForgotten() {
        KeyRing ring = KeyRing.EMPTY.with(directory(listed(FIRST, START, END)), START);
        IssuerDirectory later = directory(listed(SECOND, START, END.plus(Duration.ofDays(3))));

        assertThat(ring.with(later, END.plus(Duration.ofHours(23))).find(FIRST_ID))
                .isPresent();
        assertThat(ring.with(later, END.plus(Duration.ofHours(24))).find(FIRST_ID))
                .isEmpty();
    }

    @Test
    void with_keyThatEnded_doesNotComeBackWithALaterEnd() {
        KeyRing ring = KeyRing.EMPTY
                .with(directory(listed(FIRST, START, END)), START)
                .with(directory(listed(FIRST, START, END.plusSeconds(3600))), END);

        assertThat(ring.find(FIRST_ID).orElseThrow().notAfter()).isEqualTo(END);
    }

    @Test
    void with_liveKeyThatIsToEndLater_keepsTheEndThatTheLedgerWasTold() {
        KeyRing ring = KeyRing.EMPTY
                .with(directory(listed(FIRST, START, END)), START)
                .with(directory(listed(FIRST, START, END.plusSeconds(3600))), END.minusSeconds(1));

        assertThat(ring.find(FIRST_ID).orElseThrow().notAfter()).isEqualTo(END);
    }

    @Test
    void with_liveKeyThatIsToEndSooner_followsTheDirectory() {
        KeyRing ring = KeyRing.EMPTY
                .with(directory(listed(FIRST, START, END)), START)
                .with(directory(listed(FIRST, START, START.plusSeconds(10))), START);

        assertThat(ring.find(FIRST_ID).orElseThrow().notAfter()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void with_keyThatLivesTooLong_isRefused() {
        IssuerDirectory forever =
                directory(listed(FIRST, START, START.plus(KeyRing.LONGEST_LIFE).plusSeconds(1)));

        assertThatThrownBy(() -> KeyRing.EMPTY.with(forever, START))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("not-after");
    }

    @Test
    void offered_isTheFirstValidKeyOfTheLatestDirectory() {
        IssuerDirectory directory = directory(listed(SECOND, END, END.plusSeconds(10)), listed(FIRST, START, END));

        assertThat(KeyRing.EMPTY.with(directory, START).offered()).contains(FIRST.publicKey());
        assertThat(KeyRing.EMPTY.with(directory, END).offered()).contains(SECOND.publicKey());
        assertThat(KeyRing.EMPTY.with(directory, START.minusSeconds(1)).offered())
                .isEmpty();
    }

    private static IssuerDirectory directory(IssuerDirectory.Key... keys) {
        return new IssuerDirectory("/token-request", List.of(keys));
    }
}
