package dev.jeton.client.lookup;

import static dev.jeton.client.TestDiscoveryProvider.AUTHORITY;
import static dev.jeton.client.TestDiscoveryProvider.answer;
import static dev.jeton.client.TestDiscoveryProvider.refusal;
import static dev.jeton.client.TestDiscoveryProvider.withChallenge;
import static dev.jeton.client.TestIssuer.NOW;
import static dev.jeton.client.TestIssuer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenStore.Count;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupClientTest {
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final Csi OTHER = new Csi("tel:+14155550199");
    private static final TokenScope SCOPE = new TokenScope(TestIssuer.ORIGIN, TestDiscoveryProvider.ORIGIN);

    @TempDir
    Path directory;

    private final TestDiscoveryProvider provider = new TestDiscoveryProvider();
    private final TestRecipient recipient = new TestRecipient(CSI);
    private TokenWallet wallet;
    private LookupClient client;

    @BeforeEach
    void open() throws Exception {
        wallet = TokenWallet.open(directory, () -> NOW);
        tokens(4);
        client = client();
    }

    @Test
    void lookup_fiveOutcomes_areToldApart() throws Exception {
        assertThat(outcomeOf()).isEqualTo(Reachability.NO_MAPPING);
        assertThat(outcomeOf(mapping(1))).isEqualTo(Reachability.OPTED_OUT);
        assertThat(outcomeOf(mapping(1, "mimi://a.example"))).isEqualTo(Reachability.ONE_MSP);
        assertThat(outcomeOf(mapping(1, "mimi://a.example", "mimi://b.example")))
                .isEqualTo(Reachability.SEVERAL_MSPS);
        tokens(1);
        assertThat(outcomeOf(
                        mapping(1, "mimi://a.example"),
                        new TestRecipient(CSI).mapping(AUTHORITY, 1, "mimi://b.example")))
                .isEqualTo(Reachability.SEVERAL_MAPPINGS);
    }

    @Test
    void lookup_mapping_isVerifiedAndWhole() throws Exception {
        provider.mappings.put(CSI, List.of(mapping(1, "mimi://b.example", "mimi://a.example")));

        LookupResult result = client.lookup(CSI);

        assertThat(result.mappings()).hasSize(1);
        assertThat(result.mappings().get(0).mapping().msps())
                .extracting(entry -> entry.msp().uri())
                .containsExactly("mimi://b.example", "mimi://a.example");
        assertThat(result.dropped()).isEmpty();
        assertThat(result.isWhole()).isTrue();
        assertThat(result.conflict()).isEmpty();
        assertThat(result.mappings().get(0).attestationAge(NOW.plusSeconds(90))).hasSeconds(90);
        assertThat(result.toString()).doesNotContain("4155550123");
    }

    @Test
    void lookup_everyAnswer_costsOneToken() throws Exception {
        client.lookup(CSI);
        client.lookup(OTHER);

        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 2, 0));
        assertThat(provider.spent).hasSize(2);
    }

    @Test
    void lookup_lostAnswer_isAskedForAgainWithTheSameToken() throws Exception {
        provider.lostAnswers = 2;

        client.lookup(CSI);

        assertThat(provider.requests).hasSize(3).containsOnly(provider.requests.get(0));
        assertThat(provider.spent).hasSize(1);
        assertThat(stock().fresh()).isEqualTo(3);
    }

    @Test
    void lookup_afterACrash_asksTheSameQuestionWithTheSameToken() throws Exception {
        provider.lostAnswers = 3;
        assertThatThrownBy(() -> client.lookup(CSI)).isInstanceOf(NoAnswer.class);
        assertThat(stock().bound()).isEqualTo(1);

        wallet = TokenWallet.open(directory, () -> NOW);
        client = client();
        client.lookup(OTHER);
        client.lookup(CSI);

        assertThat(provider.spent).hasSize(2);
        assertThat(provider.tokens().get(4)).isEqualTo(provider.tokens().get(0));
        assertThat(provider.tokens().get(3)).isNotEqualTo(provider.tokens().get(0));
        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 2, 0));
    }

    @Test
    void lookup_requestThatNeverArrived_stillNeverLendsItsTokenToAnotherQuestion() throws Exception {
        provider.lostRequests = 3;
        assertThatThrownBy(() -> client.lookup(CSI)).isInstanceOf(NoAnswer.class);

        client.lookup(OTHER);

        assertThat(provider.tokens().get(3)).isNotEqualTo(provider.tokens().get(0));
    }

    @Test
    void lookup_tokenSpentInALostAttempt_isReplacedOnce() throws Exception {
        provider.lostAnswers = 3;
        assertThatThrownBy(() -> client.lookup(CSI)).isInstanceOf(NoAnswer.class);
        int[] refusals = {1};
        provider.lie = response -> refusals[0]-- > 0 ? refusal(ProblemType.TOKEN_SPENT) : response;

        client.lookup(CSI);

        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 2, 0));
    }

    @Test
    void lookup_providerThatCallsEverythingSpent_getsTwoTokensAndNoMore() throws Exception {
        provider.lie = response -> refusal(ProblemType.TOKEN_SPENT);

        assertRefused(ProblemType.TOKEN_SPENT);
        assertThat(provider.requests).hasSize(2);
        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 2, 0));
    }

    @Test
    void lookup_busyLedger_keepsTheTokenForItsQuestion() throws Exception {
        provider.lie = response -> problem(ProblemType.LEDGER_UNAVAILABLE);

        assertRefused(ProblemType.LEDGER_UNAVAILABLE);
        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 3, 1));
    }

    @Test
    void lookup_condemnedToken_isDropped() throws Exception {
        for (ProblemType verdict : List.of(ProblemType.TOKEN_INVALID, ProblemType.TOKEN_UNKNOWN_KEY)) {
            provider.lie = response -> refusal(verdict);
            assertRefused(verdict);
        }
        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 2, 0));
    }

    @Test
    void lookup_emptyWallet_asksNobody() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        client.lookup(new Csi("tel:+1415555010" + i));
                    }
                })
                .isInstanceOfSatisfying(
                        WalletFailure.class, e -> assertThat(e.reason()).isEqualTo(WalletFailure.Reason.NO_TOKEN));
        assertThat(provider.requests).hasSize(4);
    }

    @Test
    void lookup_foreignChallenge_isRefusedLikeACookie() throws Exception {
        for (TokenChallenge foreign : List.of(
                TokenChallenge.of("issuer.example", "dp.example", 7),
                TokenChallenge.of("issuer.example", "other.example"),
                TokenChallenge.of("other.example", "dp.example"))) {
            provider.lie = response -> withChallenge(problem(ProblemType.TOKEN_WRONG_CHALLENGE), foreign);
            assertFlaw(Flaw.FOREIGN_CHALLENGE);
            provider.lie = response -> withChallenge(response, foreign);
            assertFlaw(Flaw.FOREIGN_CHALLENGE);
        }
        assertThat(stock().bound()).isEqualTo(1);
    }

    @Test
    void lookup_challengeOfAnotherType_isPassedOver() throws Exception {
        provider.lie = response -> new Response(
                200,
                Map.of(
                        "WWW-Authenticate", List.of("Basic realm=\"x\", PrivateToken challenge=\"_woAAA==\""),
                        "Content-Type", List.of("application/json")),
                response.body());

        client.lookup(CSI);
    }

    @Test
    void lookup_junkChallenge_isRefused() {
        for (String junk : List.of("PrivateToken challenge=\"!\"", "PrivateToken", "PrivateToken challenge=\"\"")) {
            provider.lie = response -> new Response(401, Map.of("WWW-Authenticate", List.of(junk)), Bytes.EMPTY);
            assertThatThrownBy(() -> client.lookup(CSI)).as(junk).isInstanceOf(UntrustedAnswer.class);
        }
    }

    @Test
    void lookup_mappingsThatDoNotVerify_areDroppedAndNeverShown() throws Exception {
        JoseSigningKey stranger = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        TestRecipient other = new TestRecipient(OTHER);
        String good = mapping(1, "mimi://a.example");
        String forged =
                TestRecipient.mapping(CSI, AUTHORITY, 2, "mimi://evil.example").sign(stranger, recipient.attestation);
        String selfAttested = TestRecipient.mapping(CSI, AUTHORITY, 2, "mimi://evil.example")
                .sign(recipient.key, recipient.attestedBy(stranger));
        String aboutAnother = other.mapping(AUTHORITY, 1, "mimi://evil.example");
        String forAnotherProvider = recipient.mapping(new Authority("other.example"), 3, "mimi://evil.example");
        String changed = good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BA" : "AA");

        for (String bad : List.of(forged, selfAttested, aboutAnother, forAnotherProvider, changed, "a.b.c", "")) {
            tokens(1);
            provider.mappings.put(CSI, List.of(bad, good));
            LookupResult result = client.lookup(CSI);
            assertThat(result.dropped()).hasSize(1);
            assertThat(result.reachability()).isEqualTo(Reachability.ONE_MSP);
            assertThat(result.mappings().get(0).compact()).isEqualTo(good);
        }
    }

    @Test
    void lookup_mappingOfAnotherCsi_isNotAResult() throws Exception {
        provider.mappings.put(CSI, List.of(new TestRecipient(OTHER).mapping(AUTHORITY, 1, "mimi://a.example")));

        LookupResult result = client.lookup(CSI);

        assertThat(result.mappings()).isEmpty();
        assertThat(result.dropped()).extracting(RefusedDocument::reason).containsExactly(Reason.OTHER_CSI);
    }

    @Test
    void lookup_replacedMappingBesideTheNewOne_doesNotCount() throws Exception {
        String old = mapping(1, "mimi://old.example");
        String current = mapping(2, "mimi://new.example");

        for (List<String> order : List.of(List.of(old, current), List.of(current, old), List.of(current, current))) {
            provider.mappings.put(CSI, order);
            LookupResult result = client.lookup(CSI);
            assertThat(result.mappings()).hasSize(1);
            assertThat(result.mappings().get(0).compact()).isEqualTo(current);
        }
    }

    @Test
    void lookup_twoKeysForOneCsi_areShownAsSuch() throws Exception {
        provider.mappings.put(
                CSI,
                List.of(
                        mapping(1, "mimi://a.example"),
                        new TestRecipient(CSI).mapping(AUTHORITY, 1, "mimi://a.example")));

        assertThat(client.lookup(CSI).conflict()).isPresent();
    }

    @Test
    void lookup_partialAnswer_doesNotPoseAsAWholeOne() throws Exception {
        provider.lie = response -> TestIssuer.answer(
                200,
                "application/json",
                new LookupAnswer(
                                List.of(),
                                List.of(
                                        new SourceResult(AUTHORITY, SourceOutcome.ANSWERED),
                                        new SourceResult(new Authority("peer.example"), SourceOutcome.TIMED_OUT)))
                        .encode());

        assertThat(client.lookup(CSI).isWhole()).isFalse();
    }

    @Test
    void lookup_junkAnswers_neverBecomeResults() throws Exception {
        Bytes elsewhere = new LookupAnswer(
                        List.of(), List.of(new SourceResult(new Authority("peer.example"), SourceOutcome.ANSWERED)))
                .encode();
        for (Bytes junk : List.of(
                Bytes.EMPTY,
                Bytes.ofUtf8("[]"),
                Bytes.ofUtf8("{}"),
                Bytes.ofUtf8("{\"mappings\":[],\"sources\":[]}"),
                Bytes.ofUtf8("{\"mappings\":{},\"sources\":[{\"dp\":\"dp.example\",\"outcome\":\"answered\"}]}"),
                Bytes.of(new byte[LookupAnswer.MAX_BYTES + 1]),
                elsewhere)) {
            provider.lie = response -> TestIssuer.answer(200, "application/json", junk);
            assertFlaw(Flaw.MALFORMED);
        }
        provider.lie = response ->
                TestIssuer.answer(200, "text/html", answer(List.of()).body());
        assertFlaw(Flaw.MALFORMED);
        assertThat(stock()).isEqualTo(new Count(SCOPE, TestIssuer.NOT_AFTER, 3, 1));
    }

    @Test
    void lookup_request_saysNothingButTheQuestion() throws Exception {
        client.lookup(CSI);

        Request request = provider.requests.get(0);
        assertThat(request.headers().keySet()).containsExactlyInAnyOrder("Content-Type", "Authorization");
        assertThat(request.uri().toString()).isEqualTo("https://dp.example/v1/lookups");
        assertThat(request.toString()).doesNotContain("4155550123").doesNotContain("PrivateToken");
    }

    private Reachability outcomeOf(String... mappings) throws Exception {
        provider.mappings.put(CSI, List.of(mappings));
        return client.lookup(CSI).reachability();
    }

    private String mapping(long sequence, String... msps) {
        return recipient.mapping(AUTHORITY, sequence, msps);
    }

    private LookupClient client() {
        return new LookupClient(provider, SCOPE, wallet, TestRecipient.TRUST, () -> NOW);
    }

    private void tokens(int count) throws Exception {
        new TokenIssuance(new TestIssuer(), TestIssuer.ORIGIN, (audience, epoch) -> TestIssuer.ATTESTATION, () -> NOW)
                .request(TestDiscoveryProvider.ORIGIN, count, wallet);
    }

    private Count stock() throws WalletFailure {
        return wallet.counts().get(0);
    }

    private void assertRefused(ProblemType type) {
        assertThatThrownBy(() -> client.lookup(CSI))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.type()).contains(type))
                .hasMessageNotContaining("4155550123");
    }

    private void assertFlaw(Flaw flaw) {
        assertThatThrownBy(() -> client.lookup(CSI))
                .isInstanceOfSatisfying(
                        UntrustedAnswer.class, e -> assertThat(e.flaw()).isEqualTo(flaw));
    }
}
