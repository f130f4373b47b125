package dev.jeton.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** The page of a command, however deep it stands: picocli's own looks one level down and shows the page of the group. */
@Command(name = "help", description = "Show how a command is used.")
final class Help implements Callable<Integer> {
    private final CommandLine root;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Which one, as in: jeton help mapping publish.")
    private List<String> names = new ArrayList<>();

    Help(CommandLine root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine command = root;
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(name));
            }
            command = next;
        }
        command.usage(root.getOut());
        return ExitCode.DONE.code();
    }
}
