package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.conformance.Checks;
import dev.jeton.client.oblivious.TestRelays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code jeton conformance} does where it cannot begin. What it checks is shown against the demo, in dev/demo. */
class ConformanceTest extends AtATerminal {
    private static final int COULD_NOT_RUN = 2;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--msp=https://msp.example",
                "--range=+",
                "--range=+490123456789",
                "--range=not a domain",
                "--only=R1,R11",
                "--attester-key=/nowhere.pem"
            })
    void input_thatIsNone_isNamed_andNothingIsSent(String wrong) {
        Run run = conformance(wrong);

        assertThat(run.exit()).isEqualTo(COULD_NOT_RUN);
        assertThat(run.err()).contains("jeton: nothing was checked: ").contains(wrong.replaceFirst("=.*", ""));
        assertThat(run.out()).isEmpty();
        assertThat(network.sent).isEmpty();
    }

    @Test
    void missingOption_isWrongUsage() {
        Run run = run("conformance", ISSUER, DP);

        assertThat(run.exit()).isEqualTo(COULD_NOT_RUN);
        assertThat(run.err()).startsWith("jeton: Missing required options").contains("--attester-key");
    }

    @Test
    void error_inJson_isOneObject() {
        Run run = conformance("--only=R11", "--json");

        assertThat(run.exit()).isEqualTo(COULD_NOT_RUN);
        assertThat(run.error().string("message", 200)).contains("there is no check R11");
        assertThat(run.out()).isEmpty();
    }

    /** The services in memory are no deployment: every line says what was seen, and the exit code tells. */
    @Test
    void deployment_thatIsNone_failsLineByLine() {
        Run run = conformance("--only=R1,R9,J1");

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(4).last().isEqualTo("0 passed, 3 failed, 0 not applicable");
        assertThat(run.out().lines().limit(3))
                .allSatisfy(line -> assertThat(line).matches("(R1|R9|J1) fail .* \\(demanded: .*\\)"));
    }

    @Test
    void exitCodes_onTheHelpPage_areItsOwn() {
        assertThat(run("conformance", "--help").out())
                .contains("a check failed")
                .doesNotContain("no token left");
        assertThat(run("lookup", "--help").out()).contains("no token left").doesNotContain("a check failed");
    }

    @Test
    void checks_haveOneWordAndOneSentence() {
        assertThat(Checks.all()).allSatisfy(check -> {
            assertThat(check.id()).matches("R[0-9]+|J[1-7]|[a-z]+-[a-z]+");
            assertThat(check.demand()).isNotBlank().doesNotContain("\n");
        });
    }

    @Test
    void checks_onTheirPage_areThese() throws Exception {
        List<String> page = Files.readAllLines(Path.of("../docs/conformance.md"));

        assertThat(page.stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Checks.all().stream()
                        .map(check -> "| `" + check.id() + "` | " + check.demand() + " |")
                        .toList());
    }

    /** All that is needed, but for what {@code other} says otherwise. */
    private Run conformance(String... other) {
        List<String> arguments = new ArrayList<>(List.of(
                "conformance",
                ISSUER,
                DP,
                "--relay=" + TestRelays.RELAY,
                "--msp=mimi://msp.example",
                "--attester-key=" + directory.resolve("me.pem"),
                "--csip=https://csip.example",
                "--csip-key=" + directory.resolve("me.pem"),
                "--range=test.example"));
        Arrays.stream(other).forEach(option -> {
            arguments.removeIf(old -> old.startsWith(option.replaceFirst("=.*", "=")));
            arguments.add(option);
        });
        return run(arguments.toArray(String[]::new));
    }
}
