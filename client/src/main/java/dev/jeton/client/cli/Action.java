package dev.jeton.client.cli;

import dev.jeton.crypto.json.JsonWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that does something: runs it, prints its report or its failure, and gives the exit code. */
abstract class Action implements Callable<Integer> {
    final CliContext context;

    static final String JSON = "--json";

    @Option(
            names = JSON,
            description =
                    "Print one JSON object: the result on standard output, or {\"error\": ...} on standard error.")
    private boolean json;

    Action(CliContext context) {
        this.context = context;
    }

    abstract Report perform() throws Exception;

    /** What to do about a failure, where this command knows better than {@link Failure}. */
    Optional<String> hint(Exception failure) {
        return Optional.empty();
    }

    /** What to add where picocli refuses what was typed; what it has read by then is in the fields. */
    Optional<String> usageHint() {
        return Optional.empty();
    }

    @Override
    public final Integer call() {
        try {
            Report report = perform();
            report.warnings().forEach(warning -> context.err().println("jeton: " + warning));
            print(report.json(), report.lines());
            return report.exit().code();
        } catch (Exception e) {
            return fail(Failure.of(e).hinting(hint(e))).code();
        }
    }

    private ExitCode fail(Failure failure) {
        if (json) {
            context.err().println(text(failure.json()));
        } else {
            PrintWriter err = context.err();
            err.println("jeton: " + failure.message());
            failure.hint().ifPresent(hint -> err.println("  " + hint));
        }
        if (failure.exit() == ExitCode.BUG && context.variable("JETON_DEBUG").isPresent()) {
            failure.cause().printStackTrace(context.err());
        }
        return failure.exit();
    }

    private void print(JsonWriter object, List<String> lines) {
        if (json) {
            context.out().println(text(object));
        } else {
            lines.forEach(context.out()::println);
        }
    }

    /** One line. */
    static String text(JsonWriter object) {
        return new String(object.toBytes().toArray(), StandardCharsets.UTF_8);
    }
}
