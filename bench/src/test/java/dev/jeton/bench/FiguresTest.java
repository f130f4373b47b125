package dev.jeton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void lines_severalRounds_giveMedianAndSpread() {
        Figures figures = new Figures();
        figures.add("a.ratio", 3, "x");
        figures.add("a.ratio", 1, "x");
        figures.add("a.ratio", 2.5, "x");

        assertThat(figures.lines()).isEqualTo("a.ratio 2.500 x\na.ratio.low 1.000 x\na.ratio.high 3.000 x\n");
    }

    @Test
    void lines_oneRound_giveOneLineEachInTheOrderOfMeasuring() {
        Figures figures = new Figures();
        figures.add("b", 12345.6, "op/s");
        figures.add("a", 0.25, "x");

        assertThat(figures.lines()).isEqualTo("b 12346 op/s\na 0.250 x\n");
    }
}
