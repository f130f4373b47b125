package dev.jeton.client.lookup;

import static dev.jeton.client.TestDiscoveryProvider.AUTHORITY;
import static dev.jeton.client.TestIssuer.NOW;
import static dev.jeton.client.TestRecipient.CSIP;
import static dev.jeton.client.TestRecipient.OTHER_CSIP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestRecipient;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Evidence;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a sender believes of a discovery provider that serves whatever it has, in whatever order. */
class PortedNumbersTest {
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final RefusedDocument PORTED = new RefusedDocument(Document.ATTESTATION, Reason.PORTED, "");

    private final TestRecipient former = new TestRecipient(CSI);
    private final TestRecipient owner = new TestRecipient(CSI);

    @Test
    void check_mappingByTheFormerCsip_isDroppedInAnyOrder() {
        String old = former.mapping(AUTHORITY, 1, "mimi://old.example");
        String ported = ported(1, OTHER_CSIP, NOW);

        for (List<String> answer : List.of(List.of(old, ported), List.of(ported, old))) {
            LookupResult result = check(answer);
            assertThat(result.mappings())
                    .extracting(verified -> verified.attestation().issuer())
                    .containsExactly(OTHER_CSIP);
            assertThat(result.dropped()).containsExactly(PORTED);
            assertThat(result.conflict()).isEmpty();
        }
    }

    @Test
    void check_ownMappingFromBeforeThePort_isDroppedToo() {
        String old = owner.mapping(AUTHORITY, 9, "mimi://old.example");
        LookupResult result = check(List.of(old, ported(1, OTHER_CSIP, NOW)));
        assertThat(result.mappings())
                .singleElement()
                .satisfies(verified -> assertThat(verified.mapping().sequence()).isEqualTo(1));
        assertThat(result.dropped()).containsExactly(PORTED);
    }

    @Test
    void check_theLatestRecordSaysWhose() {
        String away = ported(1, OTHER_CSIP, NOW.minusSeconds(100));
        String back = new Signed(former, former.attestation, CSIP, NOW.minusSeconds(50)).mapping(1);
        String without = new TestRecipient(CSI).mapping(AUTHORITY, 1);

        LookupResult result = check(List.of(away, back, without));

        assertThat(result.mappings())
                .extracting(verified -> verified.attestation().issuer())
                .containsExactly(CSIP, CSIP);
        assertThat(result.dropped()).containsExactly(PORTED);
    }

    @Test
    void check_twoRecordsOfOneSecond_areBothBelievedAndAConflict() {
        String one = ported(1, OTHER_CSIP, NOW);
        String other = new Signed(former, former.attestation, CSIP, NOW).mapping(1);
        LookupResult result = check(List.of(one, other));
        assertThat(result.mappings()).hasSize(2);
        assertThat(result.conflict()).isPresent();
    }

    @Test
    void check_aRecordThatDoesNotVerify_takesNothingAway() {
        CsipTrust withoutRegistry = new CsipTrust(TestRecipient.TRUST.csips().subList(0, 2));
        String old = former.mapping(AUTHORITY, 1, "mimi://old.example");
        LookupResult result = check(withoutRegistry, List.of(old, ported(1, OTHER_CSIP, NOW)));
        assertThat(result.mappings()).hasSize(1);
        assertThat(result.dropped())
                .containsExactly(new RefusedDocument(Document.PORT_RECORD, Reason.UNKNOWN_CSIP, ""));
    }

    private String ported(long sequence, String to, Instant since) {
        return new Signed(owner, owner.attestedByOther(), to, since).mapping(sequence);
    }

    /** A recipient whose number was moved to whoever attests it. */
    private record Signed(TestRecipient recipient, String attestation, String to, Instant since) {
        String mapping(long sequence) {
            return TestRecipient.mapping(CSI, AUTHORITY, sequence, "mimi://a.example")
                    .sign(recipient.key, new Evidence(attestation, Optional.of(TestRecipient.ported(CSI, to, since))));
        }
    }

    private static LookupResult check(List<String> mappings) {
        return check(TestRecipient.TRUST, mappings);
    }

    private static LookupResult check(CsipTrust trust, List<String> mappings) {
        LookupAnswer answer = new LookupAnswer(mappings, List.of(new SourceResult(AUTHORITY, SourceOutcome.ANSWERED)));
        return new AnswerCheck(trust, Set.of(AUTHORITY)).check(CSI, answer, NOW);
    }
}
