package dev.jeton.client.oblivious;

import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.Reachability;
import dev.jeton.client.mapping.MappingPublisher;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObliviousTransportTest {
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final Csi ANOTHER = new Csi("tel:+4915112345678");
    private static final TokenScope SCOPE = new TokenScope(TestIssuer.ORIGIN, TestDiscoveryProvider.ORIGIN);

    @TempDir
    Path directory;

    private final TestDiscoveryProvider provider = new TestDiscoveryProvider();
    private final TestRelay relay = new TestRelay(provider);
    private final ObliviousTransport transport =
            new ObliviousTransport(relay, TestRelay.URL, TestDiscoveryProvider.ORIGIN, relay.key(), () -> NOW);
    private final TestRecipient recipient = new TestRecipient(NUMBER);
    private TokenWallet wallet;
    private LookupClient lookups;

    @BeforeEach
    void tokens() throws Exception {
        wallet = TokenWallet.open(directory, () -> NOW);
        lookups = new LookupClient(transport, SCOPE, wallet, TestRecipient.TRUST, () -> NOW);
        new TokenIssuance(new TestIssuer(), TestIssuer.ORIGIN, (audience, epoch) -> TestIssuer.ATTESTATION, () -> NOW)
                .request(TestDiscoveryProvider.ORIGIN, 5, wallet);
    }

    @Test
    void publishAndLookup_work_andTheRelayReadsNothing() throws Exception {
        publish();

        assertThat(lookups.lookup(NUMBER).reachability()).isEqualTo(Reachability.ONE_MSP);
        assertThat(relay.seen).hasSize(2).allSatisfy(request -> {
            assertThat(request.uri()).isEqualTo(TestRelay.URL);
            assertThat(request.headers()).isEqualTo(Map.of("Content-Type", "message/ohttp-req"));
            assertThat(latin1(request.body())).doesNotContain("4155550123", "dp.example", "mimi:", "PrivateToken");
        });
    }

    @Test
    void questions_haveOneSize() throws Exception {
        lookups.lookup(NUMBER);
        lookups.lookup(ANOTHER);
        lookups.lookup(new Csi("mailto:" + "a".repeat(60) + "@" + "b".repeat(60) + ".example"));

        assertThat(relay.seen)
                .extracting(request -> request.body().size())
                .hasSize(3)
                .containsOnly(relay.seen.get(0).body().size());
    }

    @Test
    void request_thatIsSentAgain_isSealedAnew() throws Exception {
        provider.lostAnswers = 1;

        lookups.lookup(NUMBER);

        assertThat(relay.seen).hasSize(2);
        assertThat(relay.seen.get(0).body()).isNotEqualTo(relay.seen.get(1).body());
        assertThat(provider.requests).hasSize(2).containsOnly(provider.requests.get(0));
    }

    @Test
    void refusal_ofTheService_isItsOwn() throws Exception {
        provider.lie = response -> TestDiscoveryProvider.refusal(ProblemType.TOKEN_INVALID);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .satisfies(refused ->
                        assertThat(refused.is(ProblemType.TOKEN_INVALID)).isTrue());
        assertThat(stock()).isEqualTo(4);
    }

    /** Or it could make senders throw their tokens away. */
    @Test
    void refusal_ofTheRelay_condemnsNoToken() throws Exception {
        relay.lie = response -> TestDiscoveryProvider.refusal(ProblemType.TOKEN_INVALID);

        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .returns(NoAnswer.Reason.NOT_CARRIED, NoAnswer::reason);
        assertThat(stock()).isEqualTo(5);
    }

    @Test
    void relay_inTrouble_isTriedAgain() throws Exception {
        int[] times = {2};
        relay.lie = response -> times[0]-- > 0 ? new Response(502, Map.of(), Bytes.EMPTY) : response;

        assertThat(lookups.lookup(NUMBER).reachability()).isEqualTo(Reachability.NO_MAPPING);
        assertThat(relay.seen).hasSize(3);
    }

    @Test
    void answer_toAnotherRequest_orChanged_isNotBelieved() throws Exception {
        Response[] first = {null};
        relay.lie = response -> {
            first[0] = response;
            return response;
        };
        lookups.lookup(ANOTHER);
        Response earlier = first[0];

        relay.lie = response -> earlier;
        assertMalformed();
        relay.lie = response -> TestRelay.answer(flipped(response.body()));
        assertMalformed();
        relay.lie = response -> TestRelay.answer(Bytes.EMPTY);
        assertMalformed();
    }

    @Test
    void gateway_withOtherKeys_isTold() {
        relay.lie = response -> new Response(
                400,
                Map.of("Content-Type", List.of(Problem.MEDIA_TYPE)),
                new JsonWriter().put("type", OnTheWay.KEY_PROBLEM).toBytes());

        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .returns(NoAnswer.Reason.OUTDATED_KEY, NoAnswer::reason);
        assertThat(relay.seen).hasSize(1);
    }

    @Test
    void send_toAnotherService_isABug() {
        Request elsewhere =
                Request.get(URI.create("https://other.example/v1/lookups"), "text/plain", 10, Duration.ofSeconds(1));

        assertThatThrownBy(() -> transport.send(elsewhere)).isInstanceOf(IllegalArgumentException.class);
        assertThat(relay.seen).isEmpty();
    }

    private void publish() throws Exception {
        new MappingPublisher(transport, TestDiscoveryProvider.ORIGIN, () -> NOW)
                .publish(
                        OwnedCsi.of(recipient.attestation, recipient.key),
                        List.of(new Mapping.Entry(new MspUri("mimi://a.example"), List.of())));
    }

    private void assertMalformed() {
        assertThatExceptionOfType(UntrustedAnswer.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .returns(UntrustedAnswer.Flaw.MALFORMED, UntrustedAnswer::flaw);
    }

    private int stock() throws WalletFailure {
        return wallet.counts().get(0).fresh() + wallet.counts().get(0).bound();
    }

    private static Bytes flipped(Bytes body) {
        byte[] bytes = body.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Bytes.of(bytes);
    }

    private static String latin1(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }
}
