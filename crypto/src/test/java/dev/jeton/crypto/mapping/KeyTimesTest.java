package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a CSIP may have signed what it signed, and when that is asked. */
class KeyTimesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final Authority DP = new Authority("dp.example");
    private static final String CSIP = "https://csip.example";
    private static final Validity DAY = Validity.of(NOW, Duration.ofDays(1));
    private static final JoseSigningKey CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final JoseSigningKey OWNER = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    private final Instant start = NOW.minus(Duration.ofDays(10));
    private final Instant end = NOW.minus(Duration.ofDays(1));

    @Test
    void attestation_madeInTheKeysTime_countsAfterIt() {
        CsipTrust trust = trust(Optional.of(start), Optional.of(end));
        assertThat(mapping(trust, start)).isInstanceOf(VerifiedMapping.class);
        assertThat(mapping(trust, end.minusSeconds(1))).isInstanceOf(VerifiedMapping.class);
    }

    @Test
    void attestation_madeBeforeOrAfterTheKeysTime_isRefused() {
        CsipTrust trust = trust(Optional.of(start), Optional.of(end));
        assertRefused(mapping(trust, start.minusSeconds(1)), Document.ATTESTATION, Reason.OUTSIDE_KEY_TIME);
        assertRefused(mapping(trust, end), Document.ATTESTATION, Reason.OUTSIDE_KEY_TIME);
        assertRefused(mapping(trust, NOW), Document.ATTESTATION, Reason.OUTSIDE_KEY_TIME);
    }

    @Test
    void attestation_ofAKeyThatIsYetToStart_isRefused_evenWithinClockSkew() {
        CsipTrust trust = trust(Optional.of(NOW.plusSeconds(30)), Optional.empty());
        assertRefused(mapping(trust, NOW), Document.ATTESTATION, Reason.OUTSIDE_KEY_TIME);
        assertThat(mapping(trust, NOW.plusSeconds(30))).isInstanceOf(VerifiedMapping.class);
    }

    @Test
    void attestation_ofAKeyTakenFromTheList_isRefused_whenEverItWasMade() {
        assertThat(mapping(trust(Optional.of(start), Optional.of(end)), start)).isInstanceOf(VerifiedMapping.class);
        DatedKey another =
                DatedKey.always(JoseSigningKey.generate(JoseAlgorithm.EDDSA).publicKey());
        assertRefused(
                mapping(trust(new DatedKeySet(Map.of("other", another))), start),
                Document.ATTESTATION,
                Reason.UNKNOWN_CSIP_KEY);
    }

    @Test
    void attestation_ofACsipWhoseKeysAreNotKnown_hasAReasonOfItsOwn() {
        assertRefused(mapping(trust(DatedKeySet.NONE), NOW), Document.ATTESTATION, Reason.NO_CSIP_KEYS);
        assertRefused(removal(trust(DatedKeySet.NONE)), Document.REMOVAL, Reason.NO_CSIP_KEYS);
    }

    @Test
    void removalByACsip_isJudgedByItsOwnTime() {
        assertThat(removal(trust(Optional.of(NOW), Optional.of(NOW.plusSeconds(1)))))
                .isInstanceOf(VerifiedRemoval.class);
        assertRefused(
                removal(trust(Optional.of(NOW.plusSeconds(1)), Optional.empty())),
                Document.REMOVAL,
                Reason.OUTSIDE_KEY_TIME);
        assertRefused(removal(trust(Optional.empty(), Optional.of(NOW))), Document.REMOVAL, Reason.OUTSIDE_KEY_TIME);
    }

    private static MappingVerdict mapping(CsipTrust trust, Instant attestedAt) {
        String attestation = new CsiAttestation(
                        CSIP, NUMBER, OWNER.publicKey(), Validity.of(attestedAt, Duration.ofDays(20)))
                .sign(CSIP_KEY);
        String compact = new Mapping(NUMBER, DP, 1, DAY, List.of()).sign(OWNER, attestation);
        return MappingVerifier.verify(compact, trust, Set.of(DP), NOW);
    }

    private static RemovalVerdict removal(CsipTrust trust) {
        String compact = new CsipRemoval(CSIP, NUMBER, DP, NOW, DAY).sign(CSIP_KEY);
        return RemovalVerifier.verify(compact, trust, Set.of(DP), NOW);
    }

    private static CsipTrust trust(Optional<Instant> notBefore, Optional<Instant> expiresAt) {
        DatedKey key = new DatedKey(CSIP_KEY.publicKey(), notBefore, expiresAt);
        return trust(new DatedKeySet(Map.of(CSIP_KEY.publicKey().thumbprint(), key)));
    }

    private static CsipTrust trust(DatedKeySet keys) {
        return new CsipTrust(List.of(new Csip(CSIP, keys, List.of("+1415"), List.of(), List.of())));
    }

    private static void assertRefused(Object verdict, Document document, Reason reason) {
        assertThat(verdict).isEqualTo(new RefusedDocument(document, reason, ""));
    }
}
