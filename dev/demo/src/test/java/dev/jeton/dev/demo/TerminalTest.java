package dev.jeton.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void anywhereElse_movementAndColour_areLeftOut() {
        Terminal terminal = terminal(false);

        terminal.passing("waiting");
        terminal.line(terminal.toned(Terminal.Tone.GOOD, "ok"));

        assertThat(shown()).isEqualTo("ok\n");
    }

    @Test
    void watched_passingLine_givesWayToTheNext() {
        Terminal terminal = terminal(true);

        terminal.passing("waiting for lookup");
        terminal.passing("x".repeat(200));
        terminal.line("ready");

        assertThat(shown())
                .startsWith("waiting for lookup\r\u001b[K")
                .endsWith("x\r\u001b[Kready\n")
                .doesNotContain("x".repeat(Terminal.COLUMNS));
    }

    @Test
    void lastLine_whatComesAfterIt_isNotShown() {
        Terminal terminal = terminal(true);

        terminal.lastLine("lookup ended");
        terminal.line("cannot connect");
        terminal.passing("waiting");

        assertThat(shown()).isEqualTo("lookup ended\n");
    }

    private Terminal terminal(boolean watched) {
        return new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), watched);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
