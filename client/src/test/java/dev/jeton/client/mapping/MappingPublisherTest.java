package dev.jeton.client.mapping;

import static dev.jeton.client.TestIssuer.NOW;
import static dev.jeton.client.TestIssuer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.mapping.Audience;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.OwnerRemoval;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.mapping.Supersession;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingPublisherTest {
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final List<Mapping.Entry> ONE =
            List.of(new Mapping.Entry(new MspUri("mimi://a.example"), List.of("Business")));

    private final TestDiscoveryProvider provider = new TestDiscoveryProvider();
    private final TestRecipient recipient = new TestRecipient(CSI);
    private final OwnedCsi owned = OwnedCsi.of(recipient.attestation, recipient.key);
    private final MappingPublisher publisher = new MappingPublisher(provider, TestDiscoveryProvider.ORIGIN, () -> NOW);

    @Test
    void publish_mapping_isStoredAndLastsAsLongAsItsAttestation() throws Exception {
        Mapping mapping = publisher.publish(owned, ONE);

        assertThat(provider.mappings.get(CSI)).hasSize(1);
        assertThat(mapping.csi()).isEqualTo(CSI);
        assertThat(mapping.audience()).isEqualTo(TestDiscoveryProvider.AUTHORITY);
        assertThat(mapping.msps()).isEqualTo(ONE);
        assertThat(mapping.sequence()).isEqualTo(NOW.toEpochMilli());
        assertThat(mapping.validity().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    /** Also where nothing is sealed, or those who seal something would stand out. */
    @Test
    void publish_anything_hasEightSealedSlotsAndNewOnesEachTime() throws Exception {
        Audience alice = Audience.person(HpkeSecretKey.generate().publicKey());
        List<Bytes> slots = new ArrayList<>();
        slots.addAll(publisher.publish(owned, ONE).sealed().slots());
        slots.addAll(publisher
                .publish(owned, ONE, List.of(new SealedEntries.For(alice, ONE.get(0))))
                .sealed()
                .slots());
        slots.addAll(publisher.publish(owned, 1, List.of(), List.of()).sealed().slots());

        assertThat(slots).hasSize(3 * SealedEntries.SLOTS).doesNotHaveDuplicates();
    }

    @Test
    void publish_lostAnswer_isSentAgainAndFindsItselfStored() throws Exception {
        provider.lostAnswers = 1;

        publisher.publish(owned, ONE);

        assertThat(provider.requests).hasSize(2).containsOnly(provider.requests.get(0));
        assertThat(provider.mappings.get(CSI)).hasSize(1);
    }

    @Test
    void publish_staleAtOnce_isRefused() throws Exception {
        provider.lie = response -> problem(ProblemType.MAPPING_STALE);

        assertThatThrownBy(() -> publisher.publish(owned, 1, ONE, List.of()))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.type()).contains(ProblemType.MAPPING_STALE));
    }

    @Test
    void publish_nobodyThere_isNotCalledPublished() {
        provider.lostRequests = 10;

        assertThatThrownBy(() -> publisher.publish(owned, ONE)).isInstanceOf(NoAnswer.class);
    }

    @Test
    void remove_lostAnswer_isSentAgain() throws Exception {
        Mapping mapping = publisher.publish(owned, ONE);
        provider.lostAnswers = 1;

        publisher.remove(owned);

        assertThat(provider.removals).hasSize(2);
        assertThat(provider.removals.get(0)).isInstanceOfSatisfying(OwnerRemoval.class, removal -> {
            assertThat(removal.csi()).isEqualTo(CSI);
            assertThat(removal.sequence()).isGreaterThanOrEqualTo(mapping.sequence());
        });
    }

    @Test
    void announceAndConfirm_nameTheSameKeys() throws Exception {
        List<String> lost =
                List.of(JoseSigningKey.generate(JoseAlgorithm.ES256).publicKey().thumbprint());

        Mapping announced = publisher.announce(owned, ONE, List.of(), lost);
        publisher.confirm(owned, announced);
        publisher.confirm(owned, announced.sequence(), lost);

        assertThat(announced.supersedes()).isEqualTo(lost);
        assertThat(announced.sealed().slots()).hasSize(SealedEntries.SLOTS);
        assertThat(provider.removals)
                .hasSize(2)
                .allSatisfy(removal -> assertThat(removal)
                        .isInstanceOfSatisfying(
                                Supersession.class,
                                confirmed -> assertThat(confirmed.confirms(announced))
                                        .isTrue()));
    }

    @Test
    void ownedCsi_attestationOfAnotherKey_isRefusedBeforeAnythingIsSigned() {
        JoseSigningKey other = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

        assertThatThrownBy(() -> OwnedCsi.of(recipient.attestation, other))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("another key");
    }

    @Test
    void ownedCsi_junk_isRefused() {
        for (String junk : List.of("", "a.b.c", "e30.e30.AA", recipient.attestation + "\n")) {
            assertThatThrownBy(() -> OwnedCsi.of(junk, recipient.key)).isInstanceOf(MalformedMessage.class);
        }
    }

    @Test
    void mapping_afterTheAttestationsEnd_isRefused() {
        assertThatThrownBy(() -> owned.mapping(TestDiscoveryProvider.AUTHORITY, 1, NOW.plus(Duration.ofDays(7)), ONE))
                .isInstanceOf(MalformedMessage.class);
    }
}
