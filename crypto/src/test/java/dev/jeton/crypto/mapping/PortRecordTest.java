package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.RawJws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number of the carrier +1415 that the carrier +44 serves now, as the registry of +1 says. */
class PortRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final Csi NEIGHBOUR = new Csi("tel:+14155550124");
    private static final Authority DP = new Authority("dp.example");
    private static final String FORMER = "https://former.example";
    private static final String CARRIER = "https://carrier.example";
    private static final String REGISTRY = "https://registry.example";
    private static final Validity WEEK = Validity.of(NOW.minusSeconds(60), Duration.ofDays(7));
    private static final Validity HOUR = Validity.of(NOW.minusSeconds(60), Duration.ofHours(1));

    private static final JoseSigningKey FORMER_KEY = FixedKeys.ed25519(1);
    private static final JoseSigningKey CARRIER_KEY = FixedKeys.ed25519(2);
    private static final JoseSigningKey REGISTRY_KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final JoseSigningKey OWNER = FixedKeys.ed25519(4);
    private static final CsipTrust TRUST = trust(registry("+1", always(REGISTRY_KEY)));
    private static final VerifiedPortRecord VERIFIED = new VerifiedPortRecord(
            port(NUMBER, CARRIER), REGISTRY_KEY.publicKey().thumbprint());

    @Test
    void verify_portedNumber_isAttestedByItsNewCsip() {
        assertThat(verify(mapping(WEEK, port(NUMBER, CARRIER).sign(REGISTRY_KEY))))
                .isInstanceOfSatisfying(VerifiedMapping.class, verified -> {
                    assertThat(verified.attestation().issuer()).isEqualTo(CARRIER);
                    assertThat(verified.portRecord()).contains(VERIFIED);
                });
    }

    @Test
    void verify_portedNumberWithoutRecord_goesByItsPrefix() {
        String compact = new Mapping(NUMBER, DP, 1, WEEK, List.of()).sign(OWNER, attestation());
        assertRefused(verify(compact), Document.ATTESTATION, Reason.NOT_ENTITLED);
        String former = new CsiAttestation(FORMER, NUMBER, OWNER.publicKey(), WEEK).sign(FORMER_KEY);
        assertThat(verify(new Mapping(NUMBER, DP, 1, WEEK, List.of()).sign(OWNER, former)))
                .isInstanceOfSatisfying(
                        VerifiedMapping.class,
                        verified -> assertThat(verified.portRecord()).isEmpty());
    }

    @Test
    void verify_recordNamesAnotherThanWhoAttested_isRefusedWhateverThePrefix() {
        String former = new CsiAttestation(FORMER, NUMBER, OWNER.publicKey(), WEEK).sign(FORMER_KEY);
        String port = port(NUMBER, CARRIER).sign(REGISTRY_KEY);
        String compact = new Mapping(NUMBER, DP, 1, WEEK, List.of()).sign(OWNER, evidence(former, port));
        assertRefused(verify(compact), Document.ATTESTATION, Reason.OTHER_CSIP);
        assertRefused(
                verify(mapping(WEEK, port(NUMBER, FORMER).sign(REGISTRY_KEY))),
                Document.ATTESTATION,
                Reason.OTHER_CSIP);
    }

    @Test
    void verify_recordOfAnotherNumber_isRefused() {
        String compact = mapping(WEEK, port(NEIGHBOUR, CARRIER).sign(REGISTRY_KEY));
        assertRefused(verify(compact), Document.PORT_RECORD, Reason.OTHER_CSI);
    }

    @Test
    void verify_recordOfANumberThatTheRegistryDoesNotKnow_isRefused() {
        Csi abroad = new Csi("tel:+4930123456");
        String attestation = new CsiAttestation(CARRIER, abroad, OWNER.publicKey(), WEEK).sign(CARRIER_KEY);
        String compact = new Mapping(abroad, DP, 1, WEEK, List.of())
                .sign(OWNER, evidence(attestation, port(abroad, CARRIER).sign(REGISTRY_KEY)));
        assertRefused(verify(compact), Document.PORT_RECORD, Reason.NOT_ENTITLED);
    }

    @Test
    void verify_recordByWhoIsNoRegistry_isRefused() {
        String byCarrier = new PortRecord(CARRIER, NUMBER, CARRIER, WEEK).sign(CARRIER_KEY);
        assertRefused(verify(mapping(WEEK, byCarrier)), Document.PORT_RECORD, Reason.NOT_ENTITLED);
        String byNobody = new PortRecord("https://x.example", NUMBER, CARRIER, WEEK).sign(REGISTRY_KEY);
        assertRefused(verify(mapping(WEEK, byNobody)), Document.PORT_RECORD, Reason.UNKNOWN_CSIP);
        String byAnotherKey = port(NUMBER, CARRIER).sign(CARRIER_KEY);
        assertRefused(verify(mapping(WEEK, byAnotherKey)), Document.PORT_RECORD, Reason.UNKNOWN_CSIP_KEY);
        String forged = RawJws.sign(
                JoseSigningKey.generate(JoseAlgorithm.ES256),
                RawJws.header(REGISTRY_KEY, PortRecord.TYPE, ""),
                claims(port(NUMBER, CARRIER)));
        assertRefused(verify(mapping(WEEK, forged)), Document.PORT_RECORD, Reason.WRONG_SIGNATURE);
    }

    @Test
    void verify_recordForACsipThatNobodyTrusts_doesNotMakeHimOne() {
        String attestation = new CsiAttestation("https://x.example", NUMBER, OWNER.publicKey(), WEEK).sign(CARRIER_KEY);
        String port = port(NUMBER, "https://x.example").sign(REGISTRY_KEY);
        String compact = new Mapping(NUMBER, DP, 1, WEEK, List.of()).sign(OWNER, evidence(attestation, port));
        assertRefused(verify(compact), Document.ATTESTATION, Reason.UNKNOWN_CSIP);
    }

    @Test
    void verify_recordOfAnotherTypeOrWithMoreHeaders_isRefused() {
        String claims = claims(port(NUMBER, CARRIER));
        String type = RawJws.sign(REGISTRY_KEY, RawJws.header(REGISTRY_KEY, "JWT", ""), claims);
        assertRefused(verify(mapping(WEEK, type)), Document.PORT_RECORD, Reason.WRONG_TYPE);
        String nested =
                RawJws.sign(REGISTRY_KEY, RawJws.header(REGISTRY_KEY, PortRecord.TYPE, ",\"csi-port\":\"\""), claims);
        assertRefused(verify(mapping(WEEK, nested)), Document.PORT_RECORD, Reason.UNKNOWN_HEADER);
        String critical =
                RawJws.sign(REGISTRY_KEY, RawJws.header(REGISTRY_KEY, PortRecord.TYPE, ",\"crit\":[\"x\"]"), claims);
        assertRefused(verify(mapping(WEEK, critical)), Document.PORT_RECORD, Reason.CRITICAL_HEADER);
        assertRefused(verify(mapping(WEEK, attestation())), Document.PORT_RECORD, Reason.MALFORMED);
        String large = "a".repeat(PortRecord.MAX_CHARS + 1);
        assertRefused(verify(mapping(WEEK, large)), Document.PORT_RECORD, Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "{}", "[]"})
    void verify_headerThatIsNoText_isMalformed(String value) {
        String header = RawJws.header(
                OWNER, Mapping.TYPE, ",\"csi-attestation\":\"" + attestation() + "\",\"csi-port\":" + value);
        String compact = RawJws.sign(OWNER, header, "{}");
        assertRefused(verify(compact), Document.MAPPING, Reason.MALFORMED);
    }

    @Test
    void verify_anyCharacterOfTheRecordChanged_isNeverAccepted() {
        String port = port(NUMBER, CARRIER).sign(REGISTRY_KEY);
        for (int at = 0; at < port.length(); at++) {
            char to = port.charAt(at) == 'A' ? 'Q' : 'A';
            String changed = port.substring(0, at) + to + port.substring(at + 1);
            assertThat(verify(mapping(WEEK, changed))).as("character %d", at).isInstanceOf(RefusedDocument.class);
        }
    }

    @Test
    void verify_overTime_holdsExactlyAsLongAsTheRecord() {
        Validity brief = new Validity(NOW, NOW.plusSeconds(1000));
        String compact = mapping(brief, new PortRecord(REGISTRY, NUMBER, CARRIER, brief).sign(REGISTRY_KEY));
        assertRefused(
                verifyAt(compact, NOW.minus(Validity.CLOCK_SKEW).minusSeconds(1)),
                Document.PORT_RECORD,
                Reason.NOT_YET_VALID);
        assertThat(verifyAt(compact, NOW.plusSeconds(999))).isInstanceOf(VerifiedMapping.class);
        assertRefused(verifyAt(compact, NOW.plusSeconds(1000)), Document.PORT_RECORD, Reason.EXPIRED);
    }

    @Test
    void verify_mappingThatOutlivesTheRecord_isRefused() {
        String brief = new PortRecord(REGISTRY, NUMBER, CARRIER, HOUR).sign(REGISTRY_KEY);
        Validity longer = new Validity(HOUR.issuedAt(), HOUR.expiresAt().plusSeconds(1));
        assertThat(verify(mapping(HOUR, brief))).isInstanceOf(VerifiedMapping.class);
        assertRefused(verify(mapping(longer, brief)), Document.MAPPING, Reason.OUTLIVES_PORT_RECORD);
    }

    @Test
    void verify_attestationFromBeforeTheRecord_isGoodAfterIt() {
        Validity renewed = Validity.of(NOW.minusSeconds(1), Duration.ofDays(30));
        String port = new PortRecord(REGISTRY, NUMBER, CARRIER, renewed).sign(REGISTRY_KEY);
        assertThat(verify(mapping(WEEK, port))).isInstanceOf(VerifiedMapping.class);
    }

    @Test
    void verify_removals_goByTheRecordToo() {
        String port = port(NUMBER, CARRIER).sign(REGISTRY_KEY);
        OwnerRemoval own = new OwnerRemoval(NUMBER, DP, 1, HOUR);
        assertThat(remove(own.sign(OWNER, evidence(attestation(), port))))
                .isInstanceOfSatisfying(
                        VerifiedRemoval.class,
                        verified -> assertThat(verified.portRecord()).contains(VERIFIED));
        assertRefused(remove(own.sign(OWNER, attestation())), Document.ATTESTATION, Reason.NOT_ENTITLED);

        CsipRemoval byCarrier = new CsipRemoval(CARRIER, NUMBER, DP, NOW, HOUR);
        assertThat(remove(byCarrier.sign(CARRIER_KEY, port)))
                .isInstanceOfSatisfying(
                        VerifiedRemoval.class,
                        verified -> assertThat(verified.portRecord()).contains(VERIFIED));
        assertRefused(remove(byCarrier.sign(CARRIER_KEY)), Document.REMOVAL, Reason.NOT_ENTITLED);
        CsipRemoval byFormer = new CsipRemoval(FORMER, NUMBER, DP, NOW, HOUR);
        assertRefused(remove(byFormer.sign(FORMER_KEY, port)), Document.REMOVAL, Reason.OTHER_CSIP);
        CsipRemoval ofNeighbour = new CsipRemoval(CARRIER, NEIGHBOUR, DP, NOW, HOUR);
        assertRefused(remove(ofNeighbour.sign(CARRIER_KEY, port)), Document.PORT_RECORD, Reason.OTHER_CSI);
    }

    @Test
    void record_ofWhatIsNoNumberOrForTooLong_isMalformed() {
        Csi address = new Csi("mailto:bob@a.example");
        assertThatThrownBy(() -> port(address, CARRIER))
                .isInstanceOfSatisfying(
                        MalformedMessage.class, e -> assertThat(e.field()).isEqualTo("sub"));
        assertThatThrownBy(() -> port(NUMBER, "two words")).isInstanceOf(MalformedMessage.class);
        Validity longer = Validity.of(NOW, PortRecord.MAX_LIFE.plusSeconds(1));
        assertThatThrownBy(() -> new PortRecord(REGISTRY, NUMBER, CARRIER, longer))
                .isInstanceOf(MalformedMessage.class);
        assertThat(port(NUMBER, CARRIER).toString()).doesNotContain("415");
    }

    @Test
    void record_ofLongestNames_fits() {
        String longest = "i".repeat(Csip.MAX_ISSUER_CHARS);
        Csi number = new Csi("tel:+123456789012345");
        assertThat(new PortRecord(longest, number, longest, WEEK).sign(REGISTRY_KEY))
                .hasSizeLessThanOrEqualTo(PortRecord.MAX_CHARS);
    }

    @Test
    void sign_mappingWithEverythingInIt_fitsBesideARecord() {
        List<String> superseded = IntStream.range(0, Mapping.MAX_SUPERSEDED)
                .mapToObj(i -> FixedKeys.ed25519(i).publicKey().thumbprint())
                .toList();
        SealedEntries sealed = SealedEntries.seal(DP, NUMBER, OWNER.publicKey(), List.of());
        Mapping mapping = new Mapping(NUMBER, DP, Mapping.MAX_SEQUENCE, WEEK, List.of(), sealed, superseded);
        String port = port(NUMBER, CARRIER).sign(REGISTRY_KEY);
        assertThat(mapping.sign(OWNER, evidence(attestation(), port))).hasSizeLessThanOrEqualTo(Mapping.MAX_CHARS);
    }

    @Test
    void outranks_onlyTheLater() {
        PortRecord first = issuedAt(0, CARRIER);
        PortRecord later = issuedAt(1, FORMER);
        assertThat(later.outranks(first)).isTrue();
        assertThat(first.outranks(later)).isFalse();
        assertThat(first.outranks(issuedAt(0, FORMER))).as("of the same second").isFalse();
    }

    @Test
    void admits_mappingsThatItsCsipAttested() {
        String compact = mapping(WEEK, port(NUMBER, CARRIER).sign(REGISTRY_KEY));
        assertThat(port(NUMBER, CARRIER).admits(compact)).isTrue();
        assertThat(port(NUMBER, FORMER).admits(compact)).isFalse();
    }

    @Test
    void remembered_isBelievedAsLongAsItsRegistryIs() {
        DatedKey renamed = DatedKey.always(REGISTRY_KEY.publicKey());
        assertThat(VERIFIED.isBelievedBy(TRUST)).isTrue();
        assertThat(VERIFIED.isBelievedBy(trust(registry("+1", new DatedKeySet(Map.of("renamed", renamed))))))
                .isTrue();
        assertThat(VERIFIED.isBelievedBy(trust(registry("+1", DatedKeySet.NONE))))
                .as("its keys could not be fetched")
                .isTrue();

        assertThat(VERIFIED.isBelievedBy(new CsipTrust(List.of()))).isFalse();
        assertThat(VERIFIED.isBelievedBy(trust(registry("+44", always(REGISTRY_KEY)))))
                .isFalse();
        JoseSigningKey other = JoseSigningKey.generate(JoseAlgorithm.ES256);
        DatedKeySet underItsName =
                new DatedKeySet(Map.of(REGISTRY_KEY.publicKey().thumbprint(), DatedKey.always(other.publicKey())));
        assertThat(VERIFIED.isBelievedBy(trust(registry("+1", underItsName)))).isFalse();
    }

    @Test
    void remembered_isBelievedIfItsKeySignedWhenItWasIssued() {
        Instant issuedAt = WEEK.issuedAt();
        assertThat(VERIFIED.isBelievedBy(trust(registry("+1", until(issuedAt.plusSeconds(1))))))
                .isTrue();
        assertThat(VERIFIED.isBelievedBy(trust(registry("+1", until(issuedAt)))))
                .isFalse();
    }

    private static DatedKeySet until(Instant end) {
        DatedKey key = new DatedKey(REGISTRY_KEY.publicKey(), Optional.empty(), Optional.of(end));
        return new DatedKeySet(Map.of(REGISTRY_KEY.publicKey().thumbprint(), key));
    }

    private static DatedKeySet always(JoseSigningKey key) {
        return DatedKeySet.always(JwkSet.of(key.publicKey()));
    }

    private static Csip registry(String portPrefix, DatedKeySet keys) {
        return new Csip(REGISTRY, keys, List.of(), List.of(), List.of(portPrefix));
    }

    private static CsipTrust trust(Csip registry) {
        return new CsipTrust(List.of(
                new Csip(FORMER, JwkSet.of(FORMER_KEY.publicKey()), List.of("+1415"), List.of()),
                new Csip(
                        CARRIER,
                        JwkSet.of(CARRIER_KEY.publicKey()),
                        List.of("+44"),
                        List.of(new DomainName("a.example"))),
                registry));
    }

    private static PortRecord issuedAt(int second, String servedBy) {
        return new PortRecord(REGISTRY, NUMBER, servedBy, Validity.of(NOW.plusSeconds(second), Duration.ofDays(1)));
    }

    private static PortRecord port(Csi number, String servedBy) {
        return new PortRecord(REGISTRY, number, servedBy, WEEK);
    }

    private static String claims(PortRecord port) {
        return new String(FixedKeys.payload(port.sign(REGISTRY_KEY)).toArray(), StandardCharsets.UTF_8);
    }

    private static String attestation() {
        return new CsiAttestation(CARRIER, NUMBER, OWNER.publicKey(), WEEK).sign(CARRIER_KEY);
    }

    private static Evidence evidence(String attestation, String port) {
        return new Evidence(attestation, Optional.of(port));
    }

    private static String mapping(Validity validity, String port) {
        return new Mapping(NUMBER, DP, 1, validity, List.of()).sign(OWNER, evidence(attestation(), port));
    }

    private static MappingVerdict verify(String compact) {
        return verifyAt(compact, NOW);
    }

    private static MappingVerdict verifyAt(String compact, Instant now) {
        return MappingVerifier.verify(compact, TRUST, Set.of(DP), now);
    }

    private static RemovalVerdict remove(String compact) {
        return RemovalVerifier.verify(compact, TRUST, Set.of(DP), NOW);
    }

    private static void assertRefused(Object verdict, Document document, Reason reason) {
        assertThat(verdict).isInstanceOfSatisfying(RefusedDocument.class, refused -> {
            assertThat(refused.document()).as(refused.toString()).isEqualTo(document);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }
}
