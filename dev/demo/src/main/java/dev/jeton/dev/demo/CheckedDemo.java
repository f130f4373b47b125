package dev.jeton.dev.demo;

import dev.jeton.client.cli.Jeton;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./jeton conformance --demo}: starts the demo's system with an empty directory, runs {@code jeton conformance} against it in a
 * process of its own, as anybody would, and stops it. Standard output and exit code are that command's; what is started is told on
 * standard error.
 */
public final class CheckedDemo {
    /** As in {@code jeton conformance}: nothing could be checked. */
    private static final int COULD_NOT_RUN = 2;

    private static final String DEMO = "--demo";
    /** The toy CSIP's; nobody publishes here. */
    private static final String RANGE = "example.net";

    private CheckedDemo() {}

    /**
     * Checks, and exits with what {@code jeton conformance} says.
     *
     * @param arguments of {@code jeton conformance}; what says where and who is added to them
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(check(arguments));
    }

    private static int check(String[] arguments) throws InterruptedException {
        Terminal terminal = Terminal.aside();
        try (RunDirectory run = RunDirectory.create("conformance")) {
            CrashWatch crashWatch = new CrashWatch(terminal, run);
            try {
                World world = World.start(run, Plan.ofThisBuild(), new StartUp(terminal), crashWatch::crashed);
                crashWatch.watch(world);
                return new ProcessBuilder(command(world, arguments))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (StackFailure | ServiceFailure | IOException e) {
                crashWatch.letItSpeakFirst();
                terminal.lastLine("The demo cannot be checked: " + e.getMessage());
                return COULD_NOT_RUN;
            }
        } catch (StackFailure e) {
            terminal.lastLine("The demo cannot be checked: " + e.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private static List<String> command(World world, String[] arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Jeton.class.getName(),
                "conformance"));
        command.addAll(options(world));
        Arrays.stream(arguments).filter(argument -> !argument.equals(DEMO)).forEach(command::add);
        return command;
    }

    /** Where everybody is, and as whom the kit may speak. The trial tier's quota is small enough to be used up. */
    public static List<String> options(World world) {
        return List.of(
                "--issuer=" + world.issuerAt().origin(),
                "--dp=" + world.lookupAt().origin(),
                "--relay=" + world.relayAt().origin(),
                "--mirror=" + world.mirrorAt().origin(),
                "--ca=" + world.authority().certificateFile(),
                "--msp=" + World.MSP.uri(),
                "--attester-key=" + world.mspKeyFile(),
                "--tier=" + World.TRIAL_TIER,
                "--csip=" + world.csipAt().origin(),
                "--csip-key=" + world.csipKeyFile(),
                "--range=" + RANGE);
    }
}
