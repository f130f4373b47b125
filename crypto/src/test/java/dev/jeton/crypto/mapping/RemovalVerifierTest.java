package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.RawJws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final Csi FOREIGN = new Csi("tel:+4930123456");
    private static final Authority DP = new Authority("dp.example");
    private static final Authority OTHER_DP = new Authority("other.example");
    private static final String CSIP = "https://csip.example";
    private static final Validity WEEK = Validity.of(NOW.minusSeconds(60), Duration.ofDays(7));
    private static final Validity HOUR = Validity.of(NOW.minusSeconds(60), Duration.ofHours(1));

    private static final JoseSigningKey CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final JoseSigningKey OWNER = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final JoseSigningKey LOST = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final List<String> SUPERSEDED = List.of(LOST.publicKey().thumbprint());
    private static final CsipTrust TRUST =
            new CsipTrust(List.of(new Csip(CSIP, JwkSet.of(CSIP_KEY.publicKey()), List.of("+1415"), List.of())));

    /** One of each kind. */
    static Stream<Removal> removals() {
        return Stream.of(removal(NUMBER, DP, HOUR), supersession(NUMBER, DP, HOUR), byCsip(NUMBER, DP, HOUR));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void verify_honestRemoval_givesWhatWasSigned(Removal removal) {
        assertThat(verify(signed(removal))).isInstanceOfSatisfying(VerifiedRemoval.class, verified -> {
            assertThat(verified.removal()).isEqualTo(removal);
            assertThat(verified.attestation().map(CsiAttestation::key))
                    .isEqualTo(removal instanceof CsipRemoval ? Optional.empty() : Optional.of(OWNER.publicKey()));
            assertThat(verified.toString()).doesNotContain("415");
            assertThat(removal.toString()).doesNotContain("415");
        });
    }

    @ParameterizedTest
    @MethodSource("removals")
    void verify_anyCharacterChanged_isNeverAccepted(Removal removal) {
        String compact = signed(removal);
        for (int at = 0; at < compact.length(); at++) {
            char to = compact.charAt(at) == 'A' ? 'Q' : 'A';
            String changed = compact.substring(0, at) + to + compact.substring(at + 1);
            assertThat(verify(changed)).as("character %d", at).isInstanceOf(RefusedDocument.class);
        }
    }

    @Test
    void verify_forAnotherProvider_isRefused() {
        Stream.of(removal(NUMBER, OTHER_DP, HOUR), supersession(NUMBER, OTHER_DP, HOUR), byCsip(NUMBER, OTHER_DP, HOUR))
                .forEach(removal -> assertRefused(signed(removal), Document.REMOVAL, Reason.WRONG_AUDIENCE));
    }

    @Test
    void verify_ofAnotherCsiThanAttested_isRefused() {
        Csi neighbour = new Csi("tel:+14155550124");
        assertRefused(signed(removal(neighbour, DP, HOUR)), Document.REMOVAL, Reason.OTHER_CSI);
        assertRefused(signed(supersession(neighbour, DP, HOUR)), Document.REMOVAL, Reason.OTHER_CSI);
    }

    @Test
    void verify_byCsipWhoDoesNotHandOutTheNumber_isRefused() {
        assertRefused(signed(byCsip(FOREIGN, DP, HOUR)), Document.REMOVAL, Reason.NOT_ENTITLED);
    }

    @Test
    void verify_byStrangers_isRefused() {
        JoseSigningKey stranger = JoseSigningKey.generate(JoseAlgorithm.ES256);
        assertRefused(byCsip(NUMBER, DP, HOUR).sign(stranger), Document.REMOVAL, Reason.UNKNOWN_CSIP_KEY);
        CsipRemoval unknown = new CsipRemoval("https://other.example", NUMBER, DP, NOW, HOUR);
        assertRefused(unknown.sign(CSIP_KEY), Document.REMOVAL, Reason.UNKNOWN_CSIP);
        assertRefused(removal(NUMBER, DP, HOUR).sign(stranger, attestation()), Document.REMOVAL, Reason.OTHER_KEY);
        String pretending = RawJws.sign(
                CSIP_KEY,
                RawJws.header(OWNER, OwnerRemoval.TYPE, ",\"csi-attestation\":\"" + attestation() + "\"")
                        .replace("ES256", "EdDSA"),
                "{\"sub\":\"%s\",\"aud\":\"%s\",\"seq\":1,\"iat\":%d,\"exp\":%d}"
                        .formatted(
                                NUMBER.uri(),
                                DP.name(),
                                HOUR.issuedAt().getEpochSecond(),
                                HOUR.expiresAt().getEpochSecond()));
        assertRefused(pretending, Document.REMOVAL, Reason.WRONG_SIGNATURE);
    }

    @Test
    void verify_ownersRemovalUnderAnotherType_isRefused() {
        String mapping = new Mapping(NUMBER, DP, 1, WEEK, List.of()).sign(OWNER, attestation());
        assertRefused(mapping, Document.REMOVAL, Reason.WRONG_TYPE);
        assertRefused(attestation(), Document.REMOVAL, Reason.WRONG_TYPE);
        assertThat(MappingVerifier.verify(signed(removal(NUMBER, DP, HOUR)), TRUST, Set.of(DP), NOW))
                .isInstanceOf(RefusedDocument.class);
        String mixed = RawJws.sign(
                CSIP_KEY,
                RawJws.header(CSIP_KEY, CsipRemoval.TYPE, ",\"csi-attestation\":\"x\""),
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"attested-before\":1,\"iat\":1,\"exp\":2}"
                        .formatted(CSIP, NUMBER.uri(), DP.name()));
        assertRefused(mixed, Document.REMOVAL, Reason.UNKNOWN_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "e30.e30", "e30.e30.AAAA.AAAA", "W10.e30.AAAA"})
    void verify_whatIsNoJws_isMalformed(String compact) {
        assertRefused(compact, Document.REMOVAL, Reason.MALFORMED);
    }

    @Test
    void verify_tooLarge_isRefusedBeforeReading() {
        assertRefused("a".repeat(Removal.MAX_CHARS + 1), Document.REMOVAL, Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @MethodSource("removals")
    void verify_outsideItsHour_isRefused(Removal removal) {
        String compact = signed(removal);
        assertThat(RemovalVerifier.verify(compact, TRUST, Set.of(DP), HOUR.expiresAt()))
                .isEqualTo(new RefusedDocument(Document.REMOVAL, Reason.EXPIRED, ""));
        assertThat(RemovalVerifier.verify(
                        compact,
                        TRUST,
                        Set.of(DP),
                        HOUR.issuedAt().minus(Validity.CLOCK_SKEW).minusSeconds(1)))
                .isInstanceOfSatisfying(
                        RefusedDocument.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_YET_VALID));
    }

    @Test
    void removal_thatLivesLongerThanADay_isMalformed() {
        Validity longer = Validity.of(NOW, Removal.MAX_LIFE.plusSeconds(1));
        assertThatThrownBy(() -> removal(NUMBER, DP, longer)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> supersession(NUMBER, DP, longer)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> byCsip(NUMBER, DP, longer)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void csipRemoval_ofAttestationsThatAreStillToCome_isMalformed() {
        Instant latest = HOUR.issuedAt().plus(Validity.CLOCK_SKEW);
        assertThat(new CsipRemoval(CSIP, NUMBER, DP, latest, HOUR).attestedBefore())
                .isEqualTo(latest);
        assertThatThrownBy(() -> new CsipRemoval(CSIP, NUMBER, DP, latest.plusSeconds(1), HOUR))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void supersession_ofNothingOrNonsense_isMalformed() {
        for (List<String> superseded : List.of(
                List.<String>of(),
                List.of("x"),
                List.of("A".repeat(42) + "="),
                List.of("A".repeat(42) + "B"),
                List.of(SUPERSEDED.get(0), SUPERSEDED.get(0)))) {
            assertThatThrownBy(() -> new Supersession(NUMBER, DP, 1, superseded, HOUR))
                    .as("%s", superseded)
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    private static OwnerRemoval removal(Csi csi, Authority dp, Validity validity) {
        return new OwnerRemoval(csi, dp, Mapping.MAX_SEQUENCE, validity);
    }

    private static Supersession supersession(Csi csi, Authority dp, Validity validity) {
        return new Supersession(csi, dp, 7, SUPERSEDED, validity);
    }

    private static CsipRemoval byCsip(Csi csi, Authority dp, Validity validity) {
        return new CsipRemoval(CSIP, csi, dp, validity.issuedAt(), validity);
    }

    private static String signed(Removal removal) {
        if (removal instanceof OwnerRemoval own) {
            return own.sign(OWNER, attestation());
        }
        return removal instanceof Supersession supersession
                ? supersession.sign(OWNER, attestation())
                : ((CsipRemoval) removal).sign(CSIP_KEY);
    }

    private static String attestation() {
        return new CsiAttestation(CSIP, NUMBER, OWNER.publicKey(), WEEK).sign(CSIP_KEY);
    }

    private static RemovalVerdict verify(String compact) {
        return RemovalVerifier.verify(compact, TRUST, Set.of(DP), NOW);
    }

    private static void assertRefused(String compact, Document document, Reason reason) {
        assertThat(verify(compact)).isInstanceOfSatisfying(RefusedDocument.class, refused -> {
            assertThat(refused.document()).as(refused.toString()).isEqualTo(document);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }
}
