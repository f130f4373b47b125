package dev.jeton.client.oblivious;

import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.Reachability;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final HttpsOrigin PROVIDER = TestDiscoveryProvider.ORIGIN;
    private static final String KEYS = PROVIDER.at(OhttpKeyConfigs.PATH).toString();
    private static final String DOCUMENT =
            PROVIDER.at(DiscoveryProviderDocument.PATH).toString();
    private static final String DIRECTORY =
            TestIssuer.ORIGIN.at(IssuerDirectory.PATH).toString();

    @TempDir
    Path directory;

    private final TestRelays network = new TestRelays(new TestIssuer(), new TestDiscoveryProvider());
    private TokenWallet wallet;

    @BeforeEach
    void openWallet() throws Exception {
        wallet = TokenWallet.open(directory, () -> NOW);
    }

    @Test
    void tokensAndLookup_throughTheRelay_neverMeetTheProvider() throws Exception {
        issue(open());
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example", "issuer.example");
        network.sent.clear();

        assertThat(lookup(open())).isEqualTo(Reachability.NO_MAPPING);

        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example");
        assertThat(network.provider.requests).hasSize(1);
    }

    @Test
    void issuance_throughTheRelay_doesNotMeetTheIssuerEither() throws Exception {
        throughTheRelay(open()).request(PROVIDER, 5, wallet);

        assertThat(wallet.counts().get(0).fresh()).isEqualTo(5);
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example");
        assertThat(network.issuer.charged).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Example Directory", "EXAMPLE  directory", "Example-Directory.", "\u200bExample Directory"})
    void relay_ofWhoRunsTheProvider_isRefusedBeforeAnythingIsAsked(String operator) throws Exception {
        network.operators.put("relay.example", operator);

        assertFlaw(Flaw.ONE_OPERATOR, () -> open().provider(PROVIDER));
        assertThat(network.provider.requests).isEmpty();
        assertThat(network.sent).noneMatch(request -> request.uri().getPath().startsWith("/ohttp"));
    }

    /** It would say of itself what it likes. */
    @Test
    void mirror_ofWhoRunsTheProvider_orTheRelay_isRefused() {
        network.operators.put("mirror.example", "example directory");
        assertFlaw(Flaw.ONE_OPERATOR, () -> open().provider(PROVIDER));

        network.operators.put("mirror.example", "first RELAY");
        assertFlaw(Flaw.ONE_OPERATOR, this::open);
    }

    @Test
    void mirror_thatIsTheRelay_isRefused() {
        assertFlaw(
                Flaw.ONE_OPERATOR, () -> Relay.open(network, TestRelays.RELAY, List.of(TestRelays.RELAY), () -> NOW));
        assertThatThrownBy(() -> Relay.open(network, TestRelays.RELAY, List.of(), () -> NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gatewayKey_thatOnlySomeAreShown_isNotUsed() throws Exception {
        issue(open());
        network.shownOtherwise.put(
                KEYS, new OhttpKeyConfigs(List.of(new OhttpKeyPair(7, HpkeSecretKey.generate()).config())).encode());

        assertFlaw(Flaw.INCONSISTENT, () -> lookup(open()));

        assertThat(network.provider.requests).isEmpty();
        assertThat(network.sent).noneMatch(request -> request.uri().getPath().startsWith("/ohttp"));
        assertThat(fresh()).as("no token is lost by it").isEqualTo(5);
    }

    @Test
    void generation_thatOnlySomeAreShown_isNotUsed() {
        network.shownOtherwise.put(DOCUMENT, network.providerDocument(1));

        assertFlaw(Flaw.INCONSISTENT, () -> open().provider(PROVIDER));
    }

    @Test
    void issuersKey_thatOnlySomeAreShown_buysNothing() {
        network.shownOtherwise.put(
                DIRECTORY,
                TestIssuer.directory("/token-request", TokenSigningKey.generate())
                        .encode());

        assertFlaw(Flaw.INCONSISTENT, () -> issue(open()));
        assertThat(network.issuer.charged).isZero();
    }

    /** A copy may be older, as long as the key that is valid now is the same. */
    @Test
    void issuersNextKey_thatAnOldCopyLacks_doesNotMatter() throws Exception {
        network.shownOtherwise.put(DIRECTORY, network.issuer.directory.encode());
        network.issuer.directory = TestIssuer.directory("/token-request", TestIssuer.KEY, TokenSigningKey.generate());

        issue(open());

        assertThat(fresh()).isEqualTo(5);
    }

    @Test
    void scope_isWhatTheProvidersDocumentSays() throws Exception {
        network.generation = 3;

        RelayedProvider provider = open().provider(PROVIDER);

        assertThat(provider.scope(TestIssuer.ORIGIN).generation()).isEqualTo(3);
        assertThat(provider.accepts(TestIssuer.ORIGIN)).isTrue();
        assertThat(provider.accepts(HttpsOrigin.parse("https://other.example"))).isFalse();
    }

    @Test
    void document_ofAnotherProvider_isRefused() {
        network.authority = new Authority("other.example");

        assertFlaw(Flaw.MALFORMED, () -> open().provider(PROVIDER));
    }

    @Test
    void gateway_withOtherKeys_isAskedOnceMoreWithThose() throws Exception {
        issue(open());
        RelayedProvider provider = open().provider(PROVIDER);
        LookupClient lookups = lookups(provider);
        lookups.lookup(NUMBER);
        network.changeKeys();

        assertThat(lookups.lookup(NUMBER).reachability()).isEqualTo(Reachability.NO_MAPPING);
        assertThat(network.provider.requests).hasSize(2);
    }

    /** A relay that says so without cause does not get requests without end. */
    @Test
    void gateway_thatSaysSoThoughItsKeysAreTheSame_isAskedOnce() throws Exception {
        issue(open());
        RelayedProvider provider = open().provider(PROVIDER);
        LookupClient lookups = lookups(provider);
        OhttpKeyConfigs before = new OhttpKeyConfigs(
                List.of(new OhttpKeyPair(7, HpkeSecretKey.generate()).config())); // Of nobody, and shown by both.
        network.shownByAll.put(KEYS, before.encode());

        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> lookups.lookup(NUMBER))
                .returns(NoAnswer.Reason.OUTDATED_KEY, NoAnswer::reason);
        assertThat(network.sent)
                .filteredOn(request -> request.uri().getPath().startsWith("/ohttp"))
                .hasSize(1);
    }

    @Test
    void relay_thatDoesNotLeadThere_isSaidSo() throws Exception {
        HttpsOrigin elsewhere = HttpsOrigin.parse("https://elsewhere.example");

        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> open().toIssuer(elsewhere))
                .returns(NoAnswer.Reason.NOT_CARRIED, NoAnswer::reason)
                .withMessageContaining("elsewhere.example");
    }

    /** What a mirror refuses is no verdict of the provider about a token. */
    @Test
    void mirror_thatHasNoKeys_condemnsNoToken() throws Exception {
        issue(open());
        LookupClient lookups = lookups(open().provider(PROVIDER));
        network.notMirrored.add(KEYS);

        assertThatThrownBy(() -> lookups.lookup(NUMBER))
                .isInstanceOf(NoAnswer.class)
                .hasCauseInstanceOf(Refused.class);
        assertThat(fresh()).isEqualTo(5);
    }

    /** A sender would throw away good tokens at one party's word, and that party could see which of its senders do. */
    @Test
    void retiredKey_thatOneWayAloneNames_keepsItsTokens() throws Exception {
        issue(open());
        TokenSigningKey next = TokenSigningKey.generate();
        Bytes honest = TestIssuer.directory("/token-request", next).encode();
        network.issuer.batchAnswer = Optional.of(TestIssuer.problem(ProblemType.SATURATED));

        network.shownByAll.put(DIRECTORY, retiringTheOldKey(next).encode());
        network.shownOtherwise.put(DIRECTORY, honest);
        assertThatThrownBy(() -> throughTheRelay(open()).request(PROVIDER, 5, wallet))
                .isInstanceOf(Refused.class);
        network.shownByAll.put(DIRECTORY, honest);
        network.issuer.directory = retiringTheOldKey(next);
        assertThatThrownBy(() -> issue(open())).isInstanceOf(Refused.class);

        assertThat(lookup(open())).isEqualTo(Reachability.NO_MAPPING);
    }

    @Test
    void retiredKey_thatEveryWayNames_takesItsTokensAlong() throws Exception {
        issue(open());
        network.issuer.directory = retiringTheOldKey(TokenSigningKey.generate());
        network.issuer.batchAnswer = Optional.of(TestIssuer.problem(ProblemType.SATURATED));
        assertThatThrownBy(() -> issue(open())).isInstanceOf(Refused.class);

        assertThatExceptionOfType(WalletFailure.class)
                .isThrownBy(() -> lookup(open()))
                .returns(WalletFailure.Reason.NO_TOKEN, WalletFailure::reason);
    }

    private static IssuerDirectory retiringTheOldKey(TokenSigningKey next) {
        return new IssuerDirectory(
                "/token-request",
                TestIssuer.directory("/token-request", next).keys(),
                List.of(),
                List.of(TestIssuer.KEY.publicKey().keyId()));
    }

    private Relay open() throws ServiceFailure {
        return Relay.open(network, TestRelays.RELAY, List.of(TestRelays.MIRROR), () -> NOW);
    }

    private static TokenIssuance throughTheRelay(Relay relay) throws ServiceFailure {
        return new TokenIssuance(
                relay.toIssuer(TestIssuer.ORIGIN),
                relay.mirrored(),
                TestIssuer.ORIGIN,
                (audience, epoch) -> TestIssuer.ATTESTATION,
                () -> NOW);
    }

    private void issue(Relay relay) throws Exception {
        TokenScope scope = relay.provider(PROVIDER).scope(TestIssuer.ORIGIN);
        new TokenIssuance(
                        network,
                        relay.directAndMirrored(),
                        TestIssuer.ORIGIN,
                        (audience, epoch) -> TestIssuer.ATTESTATION,
                        () -> NOW)
                .request(scope, 5, wallet);
    }

    private Reachability lookup(Relay relay) throws Exception {
        return lookups(relay.provider(PROVIDER)).lookup(NUMBER).reachability();
    }

    private LookupClient lookups(RelayedProvider provider) {
        return new LookupClient(
                provider.transport(), provider.scope(TestIssuer.ORIGIN), wallet, TestRecipient.TRUST, () -> NOW);
    }

    private int fresh() throws Exception {
        return wallet.counts().get(0).fresh() + wallet.counts().get(0).bound();
    }

    private static void assertFlaw(Flaw flaw, ThrowingCallable action) {
        assertThatExceptionOfType(UntrustedAnswer.class).isThrownBy(action).returns(flaw, UntrustedAnswer::flaw);
    }
}
