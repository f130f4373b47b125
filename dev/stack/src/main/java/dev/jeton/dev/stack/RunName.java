package dev.jeton.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run's directory. It says which JVM launched the run, so that a directory and the knowledge of whose it
 * is come into being in one step, and nothing has to be locked.
 *
 * @param label what the run is for
 * @param launcher the JVM that owns the run
 * @param pidNamespace where the launcher's process number means something; containers may share a temporary directory
 * @param boot when it does: the start of a boot id
 * @param unique eight random digits
 */
record RunName(String label, ProcessIdentity launcher, String pidNamespace, String boot, String unique) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern NAME =
            Pattern.compile("(" + LABEL + ")\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\d+)\\.([0-9a-f]{8})\\.([0-9a-f]{8})");

    RunName {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("a run's label is 1 to 32 of a-z, 0-9 and '-', not \"" + label + "\"");
        }
    }

    static RunName ofThisJvm(String label) {
        return new RunName(label, ProcessIdentity.ofThisJvm(), currentPidNamespace(), currentBoot(), Secrets.hex(4));
    }

    static Optional<RunName> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ProcessIdentity launcher =
                new ProcessIdentity(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
        return Optional.of(
                new RunName(matcher.group(1), launcher, matcher.group(4), matcher.group(5), matcher.group(6)));
    }

    /** True if the process numbers of this run are those of this machine, this boot and this container. */
    boolean sharesOurProcesses() {
        return isOfThisBoot() && pidNamespace.equals(currentPidNamespace());
    }

    /** True if the launcher is known to be gone: it died here, or the machine was started again since. */
    boolean isStale() {
        return !isOfThisBoot() || (sharesOurProcesses() && !launcher.isAlive());
    }

    @Override
    public String toString() {
        return String.join(
                ".",
                label,
                Long.toString(launcher.pid()),
                Long.toString(launcher.startTicks()),
                pidNamespace,
                boot,
                unique);
    }

    private boolean isOfThisBoot() {
        return boot.equals(currentBoot());
    }

    private static String currentBoot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 8);
        } catch (IOException e) {
            throw new StackFailure("/proc is not readable", e);
        }
    }

    private static String currentPidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException e) {
            throw new StackFailure("/proc is not readable", e);
        }
    }
}
