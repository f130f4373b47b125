package dev.jeton.client.cli;

import static java.util.Objects.requireNonNull;

import dev.jeton.client.http.HttpsOrigin;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code jeton} command. */
public final class Jeton {
    /** Options that the environment can set: where things are, and never what is asked. */
    private static final Set<String> FROM_ENVIRONMENT = Set.of(
            "--issuer",
            "--dp",
            "--relay",
            "--mirror",
            "--wallet",
            "--ca",
            "--csip-trust",
            "--region",
            "--token-type",
            "--generation");

    private Jeton() {}

    public static void main(String[] args) {
        CliContext context = CliContext.ofThisProcess();
        int exit = commandLine(context).execute(args);
        context.out().flush();
        context.err().flush();
        System.exit(exit);
    }

    @Command(
            name = "jeton",
            description = "Pays for questions to a messaging directory with tokens that do not tell who asks.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec command;

        /** Whoever does not know what to type yet is shown it. */
        @Override
        public Integer call() {
            CommandLine root = requireNonNull(command).commandLine();
            root.usage(root.getOut());
            return ExitCode.DONE.code();
        }
    }

    @Command(name = "tokens", description = "Get and count tokens.", synopsisSubcommandLabel = "COMMAND")
    private static final class Tokens {}

    @Command(
            name = "keys",
            description = "See whether everybody is shown the same keys.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Keys {}

    @Command(name = "mapping", description = "Say which providers reach you.", synopsisSubcommandLabel = "COMMAND")
    private static final class Mappings {}

    @Command(
            name = "voprf-keys",
            description =
                    "For operators: secret keys of token type 0x0001, for an issuer and a discovery provider of one"
                            + " domain.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class VoprfKeys {}

    @Command(
            name = "ohttp-keys",
            description = "For operators: secret keys of a service's Oblivious HTTP gateway.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class OhttpKeys {}

    @Command(
            name = "operator",
            description = "For operators of a service: keys and credentials for its admin API.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Operator {}

    @Command(
            name = "directory",
            description = "For operators of a discovery provider: fill its directory.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Directory {}

    static CommandLine commandLine(CliContext context) {
        CommandLine root = new CommandLine(new Root());
        root.addSubcommand(new Help(root))
                .addSubcommand(new Completion(root))
                .addSubcommand(new CommandLine(new Tokens())
                        .addSubcommand(new TokensRequest(context))
                        .addSubcommand(new TokensList(context)))
                .addSubcommand(new QuotaLeft(context))
                .addSubcommand(new Lookup(context))
                .addSubcommand(new CommandLine(new Keys()).addSubcommand(new KeysCheck(context)))
                .addSubcommand(new CommandLine(new Mappings())
                        .addSubcommand(new MappingCreate(context))
                        .addSubcommand(new MappingPublish(context))
                        .addSubcommand(new MappingSend(context))
                        .addSubcommand(new MappingShow(context))
                        .addSubcommand(new MappingConfirm(context))
                        .addSubcommand(new MappingRemove(context)))
                .addSubcommand(new AudienceKey(context))
                .addSubcommand(new Conformance(context))
                .addSubcommand(new CommandLine(new Directory()).addSubcommand(new DirectoryFill(context)))
                .addSubcommand(new CommandLine(new VoprfKeys()).addSubcommand(new VoprfKeysCreate(context)))
                .addSubcommand(new CommandLine(new OhttpKeys()).addSubcommand(new OhttpKeysCreate(context)))
                .addSubcommand(new CommandLine(new Operator())
                        .addSubcommand(new OperatorCreate(context))
                        .addSubcommand(new OperatorToken(context)))
                .setOut(context.out())
                .setErr(context.err())
                .registerConverter(HttpsOrigin.class, Jeton::origin)
                .setDefaultValueProvider(argument -> fromEnvironment(context, argument))
                .setParameterExceptionHandler(Jeton::usage)
                .setUsageHelpAutoWidth(true);
        describe(root);
        return root;
    }

    /** Gives every command {@code --help}, and its page the exit codes. */
    private static void describe(CommandLine command) {
        command.getCommandSpec()
                .mixinStandardHelpOptions(true)
                .versionProvider(() -> new String[] {version()})
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(command.getCommand() instanceof Conformance ? Conformance.exitCodes() : exitCodes());
        command.getSubcommands().values().forEach(Jeton::describe);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            exitCodes.put(String.valueOf(exit.code()), exit.meaning());
        }
        return exitCodes;
    }

    private static String version() {
        String version = Jeton.class.getPackage().getImplementationVersion();
        return "jeton " + (version == null ? "(not packaged)" : version);
    }

    private static HttpsOrigin origin(String typed) {
        try {
            return HttpsOrigin.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String fromEnvironment(CliContext context, ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.defaultValue();
        }
        return Arrays.stream(option.names())
                .filter(FROM_ENVIRONMENT::contains)
                .map(name ->
                        "JETON_" + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'))
                .flatMap(variable -> context.variable(variable).stream())
                .findFirst()
                .orElse(argument.defaultValue());
    }

    private static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        // Some of picocli's own messages begin so.
        String message = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
        String help = "Try: " + command.getCommandSpec().qualifiedName() + " --help";
        Optional<String> better = command.getCommand() instanceof Action action ? action.usageHint() : Optional.empty();
        // What was typed could not be read, so this option is not in its field.
        if (Arrays.asList(args).contains(Action.JSON)) {
            err.println(
                    Action.text(Failure.ofUsage(message, better.orElse(help), e).json()));
            return ExitCode.USAGE.code();
        }
        err.println("jeton: " + message);
        better.ifPresent(hint -> err.println("  " + hint));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("  " + help);
        }
        return ExitCode.USAGE.code();
    }
}
