package dev.jeton.redeemer.keys;

import static dev.jeton.redeemer.TestIssuer.FIRST;
import static dev.jeton.redeemer.TestIssuer.SECOND;
import static dev.jeton.redeemer.TestIssuer.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
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
    void with_keyThatIsRetired_hasEndedAtOnce() {
        Instant now = START.plusSeconds(100).plusMillis(1);
        KeyRing ring = KeyRing.EMPTY
                .with(directory(listed(FIRST, START, END), listed(SECOND, END, END.plusSeconds(10))), START)
                .with(retiring(List.of(listed(SECOND, END, END.plusSeconds(10))), FIRST_ID), now);

        assertThat(ring.find(FIRST_ID).orElseThrow().isValidAt(now)).isFalse();
        assertThat(ring.find(FIRST_ID).orElseThrow().notAfter()).isEqualTo(START.plusSeconds(100));
        assertThat(ring.find(SECOND.publicKey().keyId()).orElseThrow().notAfter())
                .isEqualTo(END.plusSeconds(10));
    }

    @Test
    void with_keyThatIsRetiredAheadOfItsEpoch_neverBecomesValid() {
        KeyRing ring = KeyRing.EMPTY
                .with(directory(listed(FIRST, START, END)), START.minusSeconds(3600))
                .with(retiring(List.of(listed(SECOND, START, END)), FIRST_ID), START.minusSeconds(1800));

        assertThat(ring.find(FIRST_ID).orElseThrow().notAfter()).isBefore(START);
    }

    @Test
    void with_oldDirectoryThatStillListsARetiredKey_doesNotBringItBack() {
        IssuerDirectory old = directory(listed(FIRST, START, END));
        KeyRing ring = KeyRing.EMPTY.with(retiring(List.of(listed(SECOND, START, END)), FIRST_ID), START);
        Instant almostForgotten = START.plus(KeyRing.LONGEST_LIFE).minusSeconds(1);
        IssuerDirectory madeUp = directory(listed(FIRST, START, START.plus(KeyRing.LONGEST_LIFE)));

        Instant soon = START.plusSeconds(1);
        assertNotAccepted(ring.with(old, soon), soon);
        assertNotAccepted(ring.with(old, soon).with(old, END.minusSeconds(1)), END.minusSeconds(1));
        assertNotAccepted(ring.with(old, soon).with(madeUp, almostForgotten), almostForgotten);
    }

    @Test
    void with_moreRetiredKeysThanAnHonestIssuerHas_isRefused() {
        KeyRing ring = KeyRing.EMPTY;
        for (int i = 0; i < KeyRing.MAX_RETIRED; i += IssuerDirectory.MAX_RETIRED_KEYS) {
            ring = ring.with(retiring(i, IssuerDirectory.MAX_RETIRED_KEYS), START);
        }
        KeyRing full = ring;

        assertThatThrownBy(() -> full.with(retiring(KeyRing.MAX_RETIRED, 1), START))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("retired-token-key-ids");
        Instant forgotten = START.plus(KeyRing.LONGEST_LIFE.multipliedBy(2)).plusSeconds(1);
        assertThat(full.with(retiring(KeyRing.MAX_RETIRED, 1), forgotten).retired())
                .hasSize(1);
    }

    @Test
    void offered_isTheFirstValidKeyOfTheLatestDirectory() {
        IssuerDirectory directory = directory(listed(SECOND, END, END.plusSeconds(10)), listed(FIRST, START, END));

        assertThat(KeyRing.EMPTY.with(directory, START).offered()).contains(FIRST.publicKey());
        assertThat(KeyRing.EMPTY.with(directory, END).offered()).contains(SECOND.publicKey());
        assertThat(KeyRing.EMPTY.with(directory, START.minusSeconds(1)).offered())
                .isEmpty();
    }

    private static void assertNotAccepted(KeyRing ring, Instant now) {
        assertThat(ring.find(FIRST_ID).orElseThrow().isValidAt(now)).isFalse();
        assertThat(ring.offered()).isEmpty();
    }

    private static IssuerDirectory retiring(int first, int count) {
        TokenKeyId[] ids = IntStream.range(first, first + count)
                .mapToObj(i -> new TokenKeyId(Bytes.ofHex("%064x".formatted(i))))
                .toArray(TokenKeyId[]::new);
        return retiring(List.of(listed(SECOND, START, END)), ids);
    }

    private static IssuerDirectory retiring(List<IssuerDirectory.Key> keys, TokenKeyId... retired) {
        return new IssuerDirectory("/token-request", keys, List.of(), List.of(retired));
    }

    private static IssuerDirectory directory(IssuerDirectory.Key... keys) {
        return new IssuerDirectory("/token-request", List.of(keys));
    }
}
