package dev.jeton.client.oblivious;

import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Response;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.Reachability;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway takes no request whose date is two minutes from its own time. */
class WrongClockTest {
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final Csi ANOTHER = new Csi("tel:+4915112345678");
    private static final Duration WINDOW = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final TestDiscoveryProvider provider = new TestDiscoveryProvider();
    private final TestRelay relay = new TestRelay(provider);
    private final Instant here = NOW.plusSeconds(37);
    private Instant there = here;
    private TokenWallet wallet;
    private LookupClient lookups;

    @BeforeEach
    void tokens() throws Exception {
        relay.gatewayRefuses = date -> Duration.between(date, there).abs().compareTo(WINDOW) > 0
                ? Optional.of(refusal(HttpDate.format(there)))
                : Optional.empty();
        wallet = TokenWallet.open(directory, () -> NOW);
        lookups = new LookupClient(
                new ObliviousTransport(relay, TestRelay.URL, TestDiscoveryProvider.ORIGIN, relay.key(), () -> here),
                new TokenScope(TestIssuer.ORIGIN, TestDiscoveryProvider.ORIGIN),
                wallet,
                TestRecipient.TRUST,
                () -> NOW);
        new TokenIssuance(new TestIssuer(), TestIssuer.ORIGIN, (audience, epoch) -> TestIssuer.ATTESTATION, () -> NOW)
                .request(TestDiscoveryProvider.ORIGIN, 5, wallet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-24H", "PT-1H", "PT3M1S", "PT24H"})
    void lookup_clockThatIsOff_isAskedOnceMoreWithTheTimeThere(Duration off) throws Exception {
        there = here.plus(off);

        assertThat(lookups.lookup(NUMBER).reachability()).isEqualTo(Reachability.NO_MAPPING);

        assertThat(relay.seen).hasSize(2);
        assertThat(relay.seen.get(0).body()).isNotEqualTo(relay.seen.get(1).body());
        assertThat(relay.seen.get(0).body().size())
                .isEqualTo(relay.seen.get(1).body().size());
        assertThat(relay.dates).last().isEqualTo(HttpDate.format(there));
        assertThat(provider.requests).hasSize(1);
        assertThat(stock()).isEqualTo(4);
    }

    /** Or the gateway could give each device a time of its own, and know it again. */
    @Test
    void lookup_timeOfAnEarlierRefusal_isNotKept() throws Exception {
        there = here.plusSeconds(3600);

        lookups.lookup(NUMBER);
        lookups.lookup(ANOTHER);

        assertThat(relay.dates).hasSize(4);
        assertThat(relay.dates.get(2)).isEqualTo(relay.dates.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-24H-1S", "PT24H1S", "P3650D"})
    void lookup_timeThatIsTooFarAway_isNotBelieved(Duration off) throws Exception {
        there = here.plus(off);

        assertRefused();
        assertThat(relay.seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Thu, 01 Jan 1970"})
    void lookup_refusalWithoutATime_isNotFollowed(String date) throws Exception {
        relay.gatewayRefuses = any -> Optional.of(refusal(date));

        assertRefused();
        assertThat(relay.seen).hasSize(1);
    }

    @Test
    void lookup_gatewayThatRefusesItsOwnTime_isAskedTwiceAndNoMore() throws Exception {
        relay.gatewayRefuses = any -> Optional.of(refusal(HttpDate.format(here)));

        assertRefused();
        assertThat(relay.seen).hasSize(2);
        assertThat(provider.requests).isEmpty();
    }

    /** It could have a sender ask again, with a date that it has chosen. */
    @Test
    void lookup_refusalOfTheRelay_isNotFollowed() throws Exception {
        relay.lie = answer -> refusal(HttpDate.format(here.plusSeconds(3600)));

        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .returns(NoAnswer.Reason.NOT_CARRIED, NoAnswer::reason);
        assertThat(relay.seen).hasSize(1);
    }

    /** Its seconds would tell one device from another. */
    @Test
    void date_isAWholeMinute() throws Exception {
        lookups.lookup(NUMBER);

        assertThat(relay.dates).containsExactly(HttpDate.format(NOW));
    }

    private void assertRefused() throws WalletFailure {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .satisfies(refused -> assertThat(refused.is(ProblemType.DATE)).isTrue());
        assertThat(stock()).isEqualTo(5);
    }

    private int stock() throws WalletFailure {
        return wallet.counts().get(0).fresh() + wallet.counts().get(0).bound();
    }

    private static Response refusal(String date) {
        return new Response(
                ProblemType.DATE.status(),
                Map.of("content-type", List.of(Problem.MEDIA_TYPE), "date", List.of(date)),
                Problem.of(ProblemType.DATE).encode());
    }
}
