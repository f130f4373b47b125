package dev.jeton.dev.demo;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.dev.demo.Terminal.Tone;
import dev.jeton.dev.demo.story.Cast;
import dev.jeton.dev.demo.story.Story;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.Population;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./jeton demo}. */
@Command(
        name = "jeton demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 96,
        description = {
            "Starts issuer and lookup with their stores, two relays, a toy messaging provider and a toy carrier, all real"
                    + " processes on this machine alone; fills the directory; tells a story and checks each of its answers; and"
                    + " shows what each party saw. Then it stays up until Ctrl-C and leaves nothing behind.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every expectation held (with --once).",
            "1:An expectation did not hold (with --once).",
            "2:Wrong usage.",
            "3:Something did not start, or the directory could not be filled.",
            "4:A service or a store ended on its own.",
            "130, 143:Ended by Ctrl-C or SIGTERM."
        })
public final class Demo implements Callable<Integer> {
    static final int HELD = 0;
    static final int BROKEN = 1;
    static final int NOT_STARTED = 3;
    static final int CRASHED = 4;

    private static final int MAX_IDENTIFIERS = 1_000_000;

    private final Terminal terminal;
    /** Once the world is up. */
    private Map<String, HttpsOrigin> parties = Map.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--once", description = "Tell the story, check it, and end.")
    private boolean once;

    @Option(
            names = "--identifiers",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many made-up people publish before: 1 to 1,000,000, default ${DEFAULT-VALUE}."
                    + " Expect some hundred a second.")
    private int identifiers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Other people for other numbers, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--set",
            paramLabel = "SERVICE:KEY=VALUE",
            description = "Another setting for issuer or lookup, such as"
                    + " lookup:jeton.redeemer.ledger.retry-window=PT30S. May be repeated.")
    private List<String> settings = List.of();

    @Option(names = "--issuer-jar", paramLabel = "FILE", description = "Another issuer's quarkus-run.jar.")
    private Optional<Path> issuerJar = Optional.empty();

    @Option(names = "--lookup-jar", paramLabel = "FILE", description = "Another lookup's quarkus-run.jar.")
    private Optional<Path> lookupJar = Optional.empty();

    private Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo(Terminal.standard())).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (identifiers < 1 || identifiers > MAX_IDENTIFIERS) {
            throw new ParameterException(spec.commandLine(), "--identifiers takes 1 to " + MAX_IDENTIFIERS);
        }
        Plan plan = plan();
        try (RunDirectory run = RunDirectory.create("demo")) {
            run.removedStaleRuns().forEach(name -> terminal.line("Cleaned up after a demo that was killed: " + name));
            CrashWatch crashWatch = new CrashWatch(terminal, run);
            try {
                return tell(run, plan, crashWatch);
            } catch (StackFailure | ServiceFailure e) {
                // A crash, and Ctrl-C as well, may show here first: as an answer that does not come.
                crashWatch.letItSpeakFirst();
                terminal.line(
                        terminal.toned(Tone.BAD, "The demo cannot go on: ") + named(String.valueOf(e.getMessage())));
                terminal.lastLine("All logs are kept in " + run.keepLogs());
                return NOT_STARTED;
            }
        } catch (StackFailure e) {
            terminal.lastLine(terminal.toned(Tone.BAD, "The demo cannot go on: ") + e.getMessage());
            return NOT_STARTED;
        }
    }

    private int tell(RunDirectory run, Plan plan, CrashWatch crashWatch)
            throws ServiceFailure, WalletFailure, IOException, InterruptedException {
        terminal.heading("Setting up, in " + run.path());
        StartUp progress = new StartUp(terminal);
        World world = World.start(run, plan, progress, crashWatch::crashed);
        parties = world.parties();
        crashWatch.watch(world);
        List<Csi> published = Population.publish(world, identifiers, seed, Cast.everybody(), progress);

        Performance performance = new Performance(terminal);
        Story story = new Story(world, published.get(0));
        performance.perform(story.steps());
        new Sights(terminal, performance, world, story, published).show();
        terminal.line("");
        terminal.line(performance.verdict());
        if (once) {
            return performance.allHeld() ? HELD : BROKEN;
        }
        new Playground(terminal, world, story).open();
        Thread.currentThread().join(); // Until a signal or a crash ends this JVM.
        return HELD;
    }

    /** {@code message} of the SDK, which knows addresses, with the names of who listens there. */
    private String named(String message) {
        String named = message;
        for (Map.Entry<String, HttpsOrigin> party : parties.entrySet()) {
            String address = party.getValue().authority().name();
            named = named.replaceAll(Pattern.quote(address) + "\\b", party.getKey() + " ($0)");
        }
        return named;
    }

    private Plan plan() {
        Plan built = Plan.ofThisBuild();
        Plan plan = new Plan(
                issuerJar.orElse(built.issuerJar()),
                lookupJar.orElse(built.lookupJar()),
                built.relayJar(),
                settingsByService());
        for (Path jar : List.of(plan.issuerJar(), plan.lookupJar(), plan.relayJar())) {
            if (!Files.isRegularFile(jar)) {
                throw new ParameterException(spec.commandLine(), "there is no " + jar + ": build it first");
            }
        }
        return plan;
    }

    private Map<String, Map<String, String>> settingsByService() {
        Map<String, Map<String, String>> byService = new HashMap<>();
        for (String setting : settings) {
            int colon = setting.indexOf(':');
            int equals = setting.indexOf('=');
            String service = colon < 0 ? "" : setting.substring(0, colon);
            if (equals < colon + 2 || !List.of(Plan.ISSUER, Plan.LOOKUP).contains(service)) {
                throw new ParameterException(
                        spec.commandLine(), "--set takes issuer:KEY=VALUE or lookup:KEY=VALUE, not " + setting);
            }
            byService
                    .computeIfAbsent(service, unused -> new HashMap<>())
                    .put(setting.substring(colon + 1, equals), setting.substring(equals + 1));
        }
        return byService;
    }
}
