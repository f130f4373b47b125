package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.RawJws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Csi NUMBER = new Csi("tel:+14155550123");
    private static final Csi ADDRESS = new Csi("mailto:bob@example.com");
    private static final Authority DP = new Authority("dp.example");
    private static final String CSIP = "https://csip.example";
    private static final Validity WEEK = Validity.of(NOW.minusSeconds(60), Duration.ofDays(7));
    private static final List<Mapping.Entry> MSPS = List.of(
            new Mapping.Entry(new MspUri("mimi://b.example"), List.of("Business", "Caf\u00e9 \u2615")),
            new Mapping.Entry(new MspUri("mimi://a.example"), List.of()));

    private static final JoseSigningKey CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final JoseSigningKey OTHER_CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final JoseSigningKey OWNER = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final JoseSigningKey OTHER_OWNER = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final CsipTrust TRUST = new CsipTrust(List.of(new Csip(
            CSIP,
            JwkSet.of(CSIP_KEY.publicKey(), OTHER_CSIP_KEY.publicKey()),
            List.of("+1415", "+49"),
            List.of(new DomainName("example.com")))));

    @ParameterizedTest
    @CsvSource({"ES256,ES256", "ES256,EDDSA", "EDDSA,ES256", "EDDSA,EDDSA"})
    void verify_honestMapping_givesWhatWasSigned(JoseAlgorithm csips, JoseAlgorithm owners) {
        for (Csi csi : List.of(NUMBER, ADDRESS)) {
            CsiAttestation attestation =
                    new CsiAttestation(CSIP, csi, ownerKey(owners).publicKey(), WEEK);
            Mapping mapping = new Mapping(csi, DP, Mapping.MAX_SEQUENCE, WEEK, MSPS);
            String compact = mapping.sign(ownerKey(owners), attestation.sign(csipKey(csips)));

            assertThat(verify(compact)).isInstanceOfSatisfying(VerifiedMapping.class, verified -> {
                assertThat(verified.mapping()).isEqualTo(mapping);
                assertThat(verified.attestation()).isEqualTo(attestation);
                assertThat(verified.compact()).isEqualTo(compact);
                assertThat(verified.toString()).doesNotContain("415").doesNotContain("bob");
            });
        }
    }

    @Test
    void verify_noProviders_isAnAnswerToo() {
        String compact = new Mapping(NUMBER, DP, 0, WEEK, List.of()).sign(OWNER, attestation());
        assertThat(verify(compact))
                .isInstanceOfSatisfying(
                        VerifiedMapping.class,
                        verified -> assertThat(verified.mapping().msps()).isEmpty());
    }

    @Test
    void verify_supersedes_isReadAsSigned() {
        String lost = OTHER_OWNER.publicKey().thumbprint();
        Mapping mapping = new Mapping(NUMBER, DP, 2, WEEK, MSPS, SealedEntries.NONE, List.of(lost));
        assertThat(verify(mapping.sign(OWNER, attestation())))
                .isInstanceOfSatisfying(
                        VerifiedMapping.class,
                        verified -> assertThat(verified.mapping()).isEqualTo(mapping));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'x'", "['x']", "[1]", "[{}]"})
    void verify_supersedesWhatIsNoKey_isMalformed(String value) {
        String claims = mappingClaims("\"supersedes\":" + value.replace('\'', '"') + ",");
        assertRefused(RawJws.sign(OWNER, mappingHeader(attestation(), ""), claims), Document.MAPPING, Reason.MALFORMED);
    }

    @Test
    void verify_unknownPayloadMembers_areIgnored() {
        String attestation = RawJws.sign(CSIP_KEY, attestationHeader(), attestationClaims("\"new\":{},"));
        assertThat(verify(RawJws.sign(OWNER, mappingHeader(attestation, ""), mappingClaims("\"new\":[1],"))))
                .isInstanceOf(VerifiedMapping.class);
    }

    @ParameterizedTest
    @EnumSource
    void verify_anyCharacterChanged_isNeverAccepted(JoseAlgorithm algorithm) {
        JoseSigningKey owner = ownerKey(algorithm);
        String compact = new Mapping(NUMBER, DP, 1, WEEK, MSPS)
                .sign(owner, new CsiAttestation(CSIP, NUMBER, owner.publicKey(), WEEK).sign(csipKey(algorithm)));
        for (int at = 0; at < compact.length(); at++) {
            char to = compact.charAt(at) == 'A' ? 'Q' : 'A';
            String changed = compact.substring(0, at) + to + compact.substring(at + 1);
            assertThat(verify(changed)).as("character %d", at).isInstanceOf(RefusedDocument.class);
        }
    }

    @Test
    void verify_tooLarge_isRefusedBeforeReading() {
        assertRefused("a".repeat(Mapping.MAX_CHARS + 1), Document.MAPPING, Reason.TOO_LARGE);
        String large = "a".repeat(CsiAttestation.MAX_CHARS + 1);
        assertRefused(signed(large), Document.ATTESTATION, Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "e30.e30", "e30.e30.AAAA", "W10.e30.AAAA", "e30.e30.AAAA.AAAA"})
    void verify_whatIsNoJws_isMalformed(String compact) {
        assertRefused(compact, Document.MAPPING, Reason.MALFORMED);
        assertRefused(signed(compact), Document.ATTESTATION, Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sub=",
                "sub='tel:+1-415-555-0123'",
                "sub=1",
                "aud=",
                "aud='DP.example'",
                "aud=['dp.example']",
                "seq=",
                "seq=-1",
                "seq=1.0",
                "seq='1'",
                "seq=9007199254740992",
                "iat=",
                "iat='1'",
                "exp=",
                "exp=1",
                "exp=1e10",
                "msps=",
                "msps=null",
                "msps={}",
                "msps=['mimi://a.example']",
                "msps=[{'msp':'mimi://a.example'}]",
                "msps=[{'msp':'a.example','tags':[]}]",
                "msps=[{'msp':'mimi://a.example','tags':[1]}]",
                "msps=[{'msp':'mimi://a.example/u/bob','tags':[]}]",
                "msps=[{'tags':[]}]",
                "msps=[{'msp':'mimi://a.example','tags':['x','x']}]",
                "msps=[{'msp':'mimi://a.example','tags':['']}]",
                "msps=[{'msp':'mimi://a.example','tags':['a\\u0000']}]",
                "msps=[{'msp':'mimi://a.example','tags':[]},{'msp':'mimi://a.example','tags':['x']}]",
            })
    void verify_mappingClaimMissingOrWrong_isMalformed(String change) {
        String[] claim = change.replace('\'', '"').split("=", 2);
        String claims = changed(mappingClaims(""), claim[0], claim[1]);
        assertRefused(RawJws.sign(OWNER, mappingHeader(attestation(), ""), claims), Document.MAPPING, Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss=",
                "iss=''",
                "iss='a b'",
                "sub=",
                "sub='tel:14155550123'",
                "cnf=",
                "cnf={}",
                "cnf={'jwk':{}}",
                "cnf={'jwk':{'kty':'oct','k':'AAAA'}}",
                "iat=",
                "iat=null",
                "exp=",
                "exp=1",
            })
    void verify_attestationClaimMissingOrWrong_isMalformed(String change) {
        String[] claim = change.replace('\'', '"').split("=", 2);
        String claims = changed(attestationClaims(""), claim[0], claim[1]);
        String compact = signed(RawJws.sign(CSIP_KEY, attestationHeader(), claims));
        assertRefused(compact, Document.ATTESTATION, Reason.MALFORMED);
        assertThat(verify(compact).toString()).as("the test's own JSON").doesNotContain("strict JSON");
    }

    @Test
    void verify_duplicateMembers_areMalformed() {
        assertRefused(
                RawJws.sign(OWNER, mappingHeader(attestation(), ""), mappingClaims("\"seq\":9,")),
                Document.MAPPING,
                Reason.MALFORMED);
        assertRefused(
                RawJws.sign(OWNER, mappingHeader(attestation(), ",\"typ\":\"mapping+jwt\""), mappingClaims("")),
                Document.MAPPING,
                Reason.MALFORMED);
        assertRefused(
                signed(RawJws.sign(CSIP_KEY, attestationHeader(), attestationClaims("\"sub\":\"tel:+4930123456\","))),
                Document.ATTESTATION,
                Reason.MALFORMED);
    }

    @Test
    void verify_attestationByNobodyKnown_isRefused() {
        String stranger = new CsiAttestation("https://other.example", NUMBER, OWNER.publicKey(), WEEK).sign(CSIP_KEY);
        assertRefused(signed(stranger), Document.ATTESTATION, Reason.UNKNOWN_CSIP);

        JoseSigningKey unknown = JoseSigningKey.generate(JoseAlgorithm.ES256);
        assertRefused(
                signed(attestation(NUMBER, OWNER, WEEK).sign(unknown)), Document.ATTESTATION, Reason.UNKNOWN_CSIP_KEY);
        String noKeyId = "{\"alg\":\"ES256\",\"typ\":\"csi-attestation+jwt\"}";
        assertRefused(
                signed(RawJws.sign(CSIP_KEY, noKeyId, attestationClaims(""))),
                Document.ATTESTATION,
                Reason.UNKNOWN_CSIP_KEY);
    }

    @Test
    void verify_attestationSignedByAnotherThanItsKeyId_isRefused() {
        String forged =
                RawJws.sign(JoseSigningKey.generate(JoseAlgorithm.ES256), attestationHeader(), attestationClaims(""));
        assertRefused(signed(forged), Document.ATTESTATION, Reason.WRONG_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+14165550123",
                "tel:+44415555012",
                "tel:+3491415555",
                "mailto:bob@sub.example.com",
                "mailto:bob@example.org",
                "mailto:bob@notexample.com",
                "mailto:+1415@example.net"
            })
    void verify_csiThatTheCsipDoesNotHandOut_isRefused(String uri) {
        Csi csi = new Csi(uri);
        String compact = new Mapping(csi, DP, 1, WEEK, MSPS)
                .sign(OWNER, attestation(csi, OWNER, WEEK).sign(CSIP_KEY));
        assertRefused(compact, Document.ATTESTATION, Reason.NOT_ENTITLED);
    }

    @Test
    void verify_headersOfEitherDocument_areChecked() {
        Map<String, Reason> changes = Map.of(
                "{\"crit\":[\"exp\"],", Reason.CRITICAL_HEADER,
                "{\"jku\":\"https://evil.example\",", Reason.UNKNOWN_HEADER);
        changes.forEach((change, reason) -> {
            String attestation =
                    RawJws.sign(CSIP_KEY, attestationHeader().replaceFirst("\\{", change), attestationClaims(""));
            assertRefused(signed(attestation), Document.ATTESTATION, reason);
            String header = mappingHeader(attestation(), "").replaceFirst("\\{", change);
            assertRefused(RawJws.sign(OWNER, header, mappingClaims("")), Document.MAPPING, reason);
        });
    }

    @Test
    void verify_documentOfAnotherType_isRefused() {
        for (String type : List.of("JWT", "mapping+jwt", "attestation+jwt", "CSI-attestation+jwt")) {
            String header = RawJws.header(CSIP_KEY, type, "");
            assertRefused(
                    signed(RawJws.sign(CSIP_KEY, header, attestationClaims(""))),
                    Document.ATTESTATION,
                    Reason.WRONG_TYPE);
        }
        String header = mappingHeader(attestation(), "").replace("mapping+jwt", "removal+jwt");
        assertRefused(RawJws.sign(OWNER, header, mappingClaims("")), Document.MAPPING, Reason.WRONG_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "ES384"})
    void verify_algorithmThatIsNotTheKeys_isRefused(String algorithm) {
        String attestation = RawJws.sign(
                CSIP_KEY, attestationHeader().replace("\"ES256\"", "\"" + algorithm + "\""), attestationClaims(""));
        assertRefused(signed(attestation), Document.ATTESTATION, Reason.WRONG_ALGORITHM);
        String header = mappingHeader(attestation(), "").replace("\"EdDSA\"", "\"" + algorithm + "\"");
        assertRefused(RawJws.sign(OWNER, header, mappingClaims("")), Document.MAPPING, Reason.WRONG_ALGORITHM);
    }

    @Test
    void verify_somebodyElsesMapping_isRefused() {
        JoseSigningKey thief = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        String openly = new Mapping(NUMBER, DP, 1, WEEK, MSPS).sign(thief, attestation());
        assertRefused(openly, Document.MAPPING, Reason.OTHER_KEY);
        String pretending = RawJws.sign(thief, mappingHeader(attestation(), ""), mappingClaims(""));
        assertRefused(pretending, Document.MAPPING, Reason.WRONG_SIGNATURE);
    }

    @Test
    void verify_mappingOfAnotherCsi_isRefused() {
        String compact = new Mapping(new Csi("tel:+14155550124"), DP, 1, WEEK, MSPS).sign(OWNER, attestation());
        assertRefused(compact, Document.MAPPING, Reason.OTHER_CSI);
    }

    @Test
    void verify_mappingForAnotherProvider_isRefused() {
        for (String other : List.of("other.example", "dp.example:8443", "sub.dp.example")) {
            String compact = new Mapping(NUMBER, new Authority(other), 1, WEEK, MSPS).sign(OWNER, attestation());
            assertRefused(compact, Document.MAPPING, Reason.WRONG_AUDIENCE);
            assertThat(MappingVerifier.verify(compact, TRUST, Set.of(DP, new Authority(other)), NOW))
                    .isInstanceOf(VerifiedMapping.class);
        }
    }

    @Test
    void verify_mappingThatOutlivesItsAttestation_isRefused() {
        Validity longer = new Validity(WEEK.issuedAt(), WEEK.expiresAt().plusSeconds(1));
        String compact = new Mapping(NUMBER, DP, 1, longer, MSPS).sign(OWNER, attestation());
        assertRefused(compact, Document.MAPPING, Reason.OUTLIVES_ATTESTATION);
    }

    @Test
    void verify_attestationForMoreThan30Days_isMalformed() {
        String claims = changed(
                attestationClaims(""), "exp", Long.toString(WEEK.issuedAt().getEpochSecond() + 30 * 86400 + 1));
        assertRefused(
                signed(RawJws.sign(CSIP_KEY, attestationHeader(), claims)), Document.ATTESTATION, Reason.MALFORMED);
    }

    @Test
    void verify_overTime_isAcceptedExactlyWhileBothAreValid() {
        Instant start = NOW;
        String attestation = attestation(NUMBER, OWNER, new Validity(start, start.plusSeconds(1000)))
                .sign(CSIP_KEY);
        String compact = new Mapping(NUMBER, DP, 1, new Validity(start.plusSeconds(100), start.plusSeconds(500)), MSPS)
                .sign(OWNER, attestation);
        assertRefusedAt(compact, start.minusSeconds(61), Document.ATTESTATION, Reason.NOT_YET_VALID);
        assertRefusedAt(compact, start.minusSeconds(60), Document.MAPPING, Reason.NOT_YET_VALID);
        assertRefusedAt(compact, start.plusSeconds(39), Document.MAPPING, Reason.NOT_YET_VALID);
        assertAcceptedAt(compact, start.plusSeconds(40));
        assertAcceptedAt(compact, start.plusSeconds(500).minusNanos(1));
        assertRefusedAt(compact, start.plusSeconds(500), Document.MAPPING, Reason.EXPIRED);
        assertRefusedAt(compact, start.plusSeconds(1000), Document.ATTESTATION, Reason.EXPIRED);
    }

    @Test
    void refusal_neverRepeatsTheIdentifier() {
        String claims = changed(mappingClaims(""), "sub", "\"tel:+1-415-555-0123\"");
        assertThat(verify(RawJws.sign(OWNER, mappingHeader(attestation(), ""), claims))
                        .toString())
                .contains("sub")
                .doesNotContain("415");
    }

    private static void assertAcceptedAt(String compact, Instant now) {
        assertThat(MappingVerifier.verify(compact, TRUST, Set.of(DP), now)).isInstanceOf(VerifiedMapping.class);
    }

    private static void assertRefused(String compact, Document document, Reason reason) {
        assertRefusedAt(compact, NOW, document, reason);
    }

    private static void assertRefusedAt(String compact, Instant now, Document document, Reason reason) {
        assertThat(MappingVerifier.verify(compact, TRUST, Set.of(DP), now))
                .isInstanceOfSatisfying(RefusedDocument.class, refused -> {
                    assertThat(refused.document()).as(refused.toString()).isEqualTo(document);
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.detail().isEmpty()).isEqualTo(reason != Reason.MALFORMED);
                });
    }

    private static MappingVerdict verify(String compact) {
        return MappingVerifier.verify(compact, TRUST, Set.of(DP), NOW);
    }

    /** An honest mapping with {@code attestation} in its header. */
    private static String signed(String attestation) {
        return RawJws.sign(OWNER, mappingHeader(attestation, ""), mappingClaims(""));
    }

    private static String attestation() {
        return attestation(NUMBER, OWNER, WEEK).sign(CSIP_KEY);
    }

    private static CsiAttestation attestation(Csi csi, JoseSigningKey owner, Validity validity) {
        return new CsiAttestation(CSIP, csi, owner.publicKey(), validity);
    }

    private static String attestationHeader() {
        return RawJws.header(CSIP_KEY, CsiAttestation.TYPE, "");
    }

    private static String attestationClaims(String more) {
        return "{%s\"iss\":\"%s\",\"sub\":\"%s\",\"cnf\":{\"jwk\":%s},\"iat\":%d,\"exp\":%d}"
                .formatted(
                        more,
                        CSIP,
                        NUMBER.uri(),
                        text(OWNER.publicKey().toJwk()),
                        WEEK.issuedAt().getEpochSecond(),
                        WEEK.expiresAt().getEpochSecond());
    }

    private static String mappingHeader(String attestation, String more) {
        return RawJws.header(OWNER, Mapping.TYPE, ",\"csi-attestation\":\"" + attestation + "\"" + more);
    }

    private static String mappingClaims(String more) {
        return "{%s\"sub\":\"%s\",\"aud\":\"%s\",\"seq\":1,\"msps\":[],\"iat\":%d,\"exp\":%d}"
                .formatted(
                        more,
                        NUMBER.uri(),
                        DP.name(),
                        WEEK.issuedAt().getEpochSecond(),
                        WEEK.expiresAt().getEpochSecond());
    }

    /** {@code claims} with {@code name} set to the JSON {@code value}, or without it if that is empty. */
    private static String changed(String claims, String name, String value) {
        String member = "\"" + name + "\":(\\{.*?\\}\\}|\\[\\]|\"[^\"]*\"|[0-9]+),?";
        String replacement = value.isEmpty() ? "" : "\"" + name + "\":" + value + ",";
        String changed = claims.replaceFirst(member, Matcher.quoteReplacement(replacement));
        assertThat(changed).isNotEqualTo(claims);
        return changed.replace(",}", "}");
    }

    private static String text(JsonWriter json) {
        return new String(json.toBytes().toArray(), StandardCharsets.UTF_8);
    }

    private static JoseSigningKey csipKey(JoseAlgorithm algorithm) {
        return algorithm == JoseAlgorithm.ES256 ? CSIP_KEY : OTHER_CSIP_KEY;
    }

    private static JoseSigningKey ownerKey(JoseAlgorithm algorithm) {
        return algorithm == JoseAlgorithm.ES256 ? OTHER_OWNER : OWNER;
    }
}
