package dev.jeton.client.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Print what completes commands and options in bash and zsh.",
        footer = {
            "",
            "Example, for this shell or in ~/.bashrc:",
            "  source <(jeton completion)",
            "",
            "In zsh the same line works after: autoload -U +X compinit && compinit."
        })
final class Completion implements Callable<Integer> {
    private final CommandLine root;

    Completion(CommandLine root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
        root.getOut().flush();
        return ExitCode.DONE.code();
    }
}
