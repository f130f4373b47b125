package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real shell completes with what the command prints. */
class CompletionTest extends AtATerminal {
    private static final Path BASH = Path.of("/bin/bash");

    @Test
    @EnabledOnOs(OS.LINUX)
    void bash_completesCommandsAndOptions() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "there is no bash");
        Run completion = run("completion");
        assertThat(completion.exit()).isZero();
        Path script = Files.writeString(directory.resolve("completion"), completion.out());

        assertThat(completed(script, "jeton", "tok")).containsExactly("tokens");
        assertThat(completed(script, "jeton", "tokens", "")).contains("request", "list");
        assertThat(completed(script, "jeton", "mapping", "pub")).containsExactly("publish");
        assertThat(completed(script, "jeton", "quota", "--att")).containsExactly("--attestation");
    }

    /** What the shell offers for the last word. */
    private List<String> completed(Path script, String... words) throws Exception {
        String test = "source '" + script + "'\n"
                + "complete -p jeton >/dev/null || exit 1\n"
                + "COMP_WORDS=("
                + String.join(
                        " ",
                        List.of(words).stream().map(word -> "'" + word + "'").toList()) + ")\n"
                + "COMP_CWORD=" + (words.length - 1) + "\n"
                + "_complete_jeton\n"
                + "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(BASH.toString(), "--norc", "-c", test)
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return out.lines().toList();
    }
}
