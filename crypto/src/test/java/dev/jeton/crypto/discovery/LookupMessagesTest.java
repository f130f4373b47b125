package dev.jeton.crypto.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupMessagesTest {
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final QueryProof PROOF = new QueryProof(Bytes.of(new byte[32]), Bytes.of(new byte[64]));
    private static final SourceResult SOURCE =
            new SourceResult(new Authority("localhost:8443"), SourceOutcome.ANSWERED);
    private static final String PROOF_JSON =
            "{'public-key':'" + "A".repeat(43) + "','signature':'" + "A".repeat(86) + "'}";

    /** Any client's spelling is understood; what is signed and looked up is the canonical one. */
    @ParameterizedTest
    @ValueSource(strings = {"tel:+1-415-555-0123", "TEL:+1 (415) 555.0123", "tel:+14155550123"})
    void request_spelledOtherwise_meansTheCanonicalCsi(String spelled) {
        assertThat(LookupRequest.parse(json("{'csi':'" + spelled + "'}")).csi()).isEqualTo(CSI);
    }

    @Test
    void request_parsedAgain_isTheSame() {
        for (LookupRequest request : List.of(
                new LookupRequest(CSI, Optional.empty()),
                new LookupRequest(CSI, Optional.of(PROOF)),
                new LookupRequest(new Csi("mailto:a%2Fb@example.com"), Optional.of(PROOF)))) {
            assertThat(LookupRequest.parse(request.encode())).isEqualTo(request);
        }
    }

    @Test
    void request_onTheWire_isWhatTheContractSays() {
        assertThat(new LookupRequest(CSI, Optional.of(PROOF)).encode())
                .isEqualTo(json("{'csi':'tel:+14155550123','proof':" + PROOF_JSON + "}"));
    }

    @Test
    void request_withTheLongestCsi_fits() {
        Csi longest = new Csi("mailto:" + "%2F".repeat(64) + "@" + "a.".repeat(94) + "b");
        LookupRequest request = new LookupRequest(longest, Optional.of(PROOF));
        assertThat(LookupRequest.parse(request.encode())).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'csi':null}",
                "{'csi':['tel:+14155550123']}",
                "{'csi':'tel:+1 415'}",
                "{'csi':'+14155550123'}",
                "{'csi':'tel:+14155550123','csi':'tel:+14155550124'}",
                "{'csi':'tel:+14155550123','from':'alice'}",
                "{'csi':'tel:+14155550123','Proof':null}",
                "{'csi':'tel:+14155550123','proof':null}",
                "{'csi':'tel:+14155550123','proof':{}}",
                "{'csi':'tel:+14155550123','proof':{'public-key':'AAAA','signature':'AAAA'}}",
                "{'csi':'tel:+14155550123'}x",
            })
    void request_whatIsNoQuestion_isRefused(String json) {
        assertThatThrownBy(() -> LookupRequest.parse(json(json))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void request_proofWithAnUnknownMember_isRefused() {
        LookupRequest.parse(json("{'csi':'tel:+14155550123','proof':" + PROOF_JSON + "}"));
        String more = PROOF_JSON.replace("{", "{'kid':'x',");
        assertThatThrownBy(() -> LookupRequest.parse(json("{'csi':'tel:+14155550123','proof':" + more + "}")))
                .hasMessage("proof: has an unknown member");
    }

    @Test
    void request_tooLarge_isRefused() {
        assertThatThrownBy(() -> LookupRequest.parse(json("{'csi':'tel:+14155550123'" + " ".repeat(1024) + "}")))
                .hasMessageContaining("at most 1024 bytes");
    }

    @Test
    void answer_parsedAgain_isTheSame() {
        SourceResult late = new SourceResult(new Authority("peer.example"), SourceOutcome.TIMED_OUT);
        for (LookupAnswer answer : List.of(
                new LookupAnswer(List.of(), List.of(SOURCE)),
                new LookupAnswer(List.of("e30.e30.AA-_", "x.y.z"), List.of(SOURCE, late)))) {
            assertThat(LookupAnswer.parse(answer.encode())).isEqualTo(answer);
        }
        assertThat(new LookupAnswer(List.of(), List.of(SOURCE)).isWhole()).isTrue();
        assertThat(new LookupAnswer(List.of(), List.of(SOURCE, late)).isWhole()).isFalse();
    }

    @Test
    void answer_onTheWire_isWhatTheContractSays() {
        assertThat(new LookupAnswer(List.of("a.b.c"), List.of(SOURCE)).encode())
                .isEqualTo(json("{'mappings':['a.b.c'],'sources':[{'dp':'localhost:8443','outcome':'answered'}]}"));
        assertThat(SourceOutcome.TIMED_OUT.wireName()).isEqualTo("timed-out");
    }

    @Test
    void answer_atEveryBound_fits() {
        List<SourceResult> sources = IntStream.range(10, 10 + LookupAnswer.MAX_SOURCES)
                .mapToObj(i ->
                        new SourceResult(new Authority("a.".repeat(125) + "b" + i + ":65535"), SourceOutcome.TIMED_OUT))
                .toList();
        LookupAnswer answer = new LookupAnswer(
                Collections.nCopies(LookupAnswer.MAX_MAPPINGS, "a".repeat(Mapping.MAX_CHARS)), sources);
        assertThat(LookupAnswer.parse(answer.encode())).isEqualTo(answer);
    }

    @Test
    void answer_outOfBounds_isRefused() {
        List<SourceResult> one = List.of(SOURCE);
        assertAnswerRefused(Collections.nCopies(LookupAnswer.MAX_MAPPINGS + 1, "a.b.c"), one);
        assertAnswerRefused(List.of("a".repeat(Mapping.MAX_CHARS + 1)), one);
        assertAnswerRefused(List.of("a.b.c\n"), one);
        assertAnswerRefused(List.of("<a>"), one);
        assertAnswerRefused(List.of(), List.of());
        assertAnswerRefused(List.of(), List.of(SOURCE, new SourceResult(SOURCE.dp(), SourceOutcome.REFUSED)));
        assertAnswerRefused(
                List.of(),
                IntStream.rangeClosed(0, LookupAnswer.MAX_SOURCES)
                        .mapToObj(i -> new SourceResult(new Authority("dp" + i), SourceOutcome.ANSWERED))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'mappings':[]}",
                "{'sources':[{'dp':'a','outcome':'answered'}]}",
                "{'mappings':[1],'sources':[{'dp':'a','outcome':'answered'}]}",
                "{'mappings':[],'sources':[{'dp':'A','outcome':'answered'}]}",
                "{'mappings':[],'sources':[{'dp':'a','outcome':'ANSWERED'}]}",
                "{'mappings':[],'sources':[{'dp':'a','outcome':'maybe'}]}",
                "{'mappings':[],'sources':[{'dp':'a'}]}",
            })
    void answer_whatIsNoAnswer_isRefused(String json) {
        assertThatThrownBy(() -> LookupAnswer.parse(json(json))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void answer_unknownMembers_areIgnored() {
        assertThat(LookupAnswer.parse(json(
                        "{'mappings':[],'sources':[{'dp':'localhost:8443','outcome':'answered','x':1}],'more':{}}")))
                .isEqualTo(new LookupAnswer(List.of(), List.of(SOURCE)));
    }

    @Test
    void toString_neverShowsTheQuestionOrItsAnswer() {
        assertThat(new LookupRequest(CSI, Optional.of(PROOF)).toString()).doesNotContain("415");
        assertThat(new LookupAnswer(List.of("a.b.c"), List.of(SOURCE)).toString())
                .doesNotContain("a.b.c");
    }

    private static void assertAnswerRefused(List<String> mappings, List<SourceResult> sources) {
        assertThatThrownBy(() -> new LookupAnswer(mappings, sources)).isInstanceOf(MalformedMessage.class);
    }

    private static Bytes json(String text) {
        return Bytes.ofUtf8(text.replace('\'', '"'));
    }
}
