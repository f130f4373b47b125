package dev.jeton.issuer.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.issuer.quota.HighWaterMarks.Mark;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HighWaterMarksTest {
    private static final String MSP = "mimi://msp.example";

    private final HighWaterMarks marks = new HighWaterMarks();

    @Test
    void mark_isTheHighestSeenOrRead() {
        assertThat(marks.known("a", MSP)).isZero();
        marks.saw(new Mark("a", MSP, 20));
        marks.saw(new Mark("a", MSP, 10));
        assertThat(marks.known("a", MSP)).isEqualTo(20);
        marks.stored(List.of(new Mark("a", MSP, 30)));
        assertThat(marks.known("a", MSP)).isEqualTo(30);
        assertThat(marks.known("a", "mimi://other.example")).isZero();
        assertThat(marks.known("b", MSP)).isZero();
    }

    @Test
    void unstored_isWhatTheStoreLacks_alsoWhenItRoseMeanwhile() {
        marks.saw(new Mark("a", MSP, 20));
        List<Mark> writing = marks.unstored();
        assertThat(writing).containsExactly(new Mark("a", MSP, 20));

        marks.saw(new Mark("a", MSP, 25));
        marks.stored(writing);
        assertThat(marks.unstored()).containsExactly(new Mark("a", MSP, 25));

        marks.stored(List.of(new Mark("a", MSP, 40)));
        assertThat(marks.unstored()).isEmpty();
    }

    @Test
    void retain_forgetsOthers_butNothingThatTheStoreLacks() {
        marks.saw(new Mark("over", MSP, 20));
        marks.stored(List.of(new Mark("stored", MSP, 20), new Mark("kept", MSP, 20)));
        marks.retain(Set.of("kept"));
        assertThat(marks.unstored()).containsExactly(new Mark("over", MSP, 20));
        assertThat(marks.known("stored", MSP)).isZero();
        assertThat(marks.known("kept", MSP)).isEqualTo(20);
    }
}
