package dev.jeton.client.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The pages of all commands that there are. */
class HelpTest extends AtATerminal {
    /** Every command, by the words that one types after {@code jeton}. */
    static Stream<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        collect(List.of(), root(), commands);
        return commands.stream();
    }

    private static void collect(List<String> words, CommandLine command, List<List<String>> into) {
        into.add(words);
        command.getSubcommands().forEach((name, subcommand) -> {
            List<String> deeper = new ArrayList<>(words);
            deeper.add(name);
            collect(deeper, subcommand, into);
        });
    }

    private static CommandLine root() {
        return Jeton.commandLine(CliContext.ofThisProcess());
    }

    @Test
    void commands_areAllFound() {
        assertThat(commands()).contains(List.of(), List.of("operator"), List.of("operator", "create"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofACommand_isThatCommandsPage(List<String> words) {
        Run help = run(Stream.concat(Stream.of("help"), words.stream()).toArray(String[]::new));
        Run option = run(Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new));

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .isEqualTo(option.out())
                .startsWith(
                        "Usage: jeton" + words.stream().map(word -> " " + word).reduce("", String::concat));
    }

    @Test
    void help_ofNoCommand_isWrongUsage_andSaysWhatIsLike() {
        Run help = run("help", "mapping", "pubish");

        assertThat(help.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(help.err()).startsWith("jeton: ").contains("pubish").contains("Did you mean: mapping publish");
        assertThat(help.out()).isEmpty();
    }

    /** Somebody pastes them into a shell: a line that the terminal's width has broken is another command. */
    @ParameterizedTest
    @MethodSource("commands")
    void examples_areWhole_where80ColumnsAre(List<String> words) {
        CommandLine command = root();
        for (String word : words) {
            command = requireNonNull(command.getSubcommands().get(word));
        }
        command.setUsageHelpAutoWidth(false).setUsageHelpWidth(80);

        List<String> page = command.getUsageMessage().lines().toList();

        assertThat(page).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(page).containsAll(examples(command.getCommandSpec()));
    }

    private static List<String> examples(CommandSpec command) {
        Predicate<String> isIndented = line -> line.startsWith("  ");
        return Arrays.stream(command.usageMessage().footer()).filter(isIndented).toList();
    }
}
