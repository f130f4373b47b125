package dev.jeton.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher comes and goes. Two of them run side by side wherever a test needs two. */
class LauncherIT {
    private static final Path JETON = Path.of("../../client/target/jeton.jar").toAbsolutePath();
    private static final String UP = "Everything is still up";
    private static final String[] FEW_PEOPLE = {"--identifiers", "20"};
    /** The issuer's operator logs what he must not: attestations. What lookup's server gets is sealed. */
    private static final String[] LOGGING_ATTESTATIONS = {
        "--once",
        "--identifiers",
        "20",
        "--set",
        "issuer:quarkus.http.access-log.enabled=true",
        "--set",
        "issuer:quarkus.http.access-log.pattern=%{i,Authorization}"
    };

    @TempDir
    Path directory;

    @Test
    void demo_besideAnotherOne_holdsAndEndsOnSigterm_whileTheOtherFindsItsBrokenExpectation() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("tmp"));
        try (Launcher good = Launcher.start(shared, FEW_PEOPLE);
                Launcher broken = Launcher.start(shared, LOGGING_ATTESTATIONS)) {
            assertThat(broken.exitCode()).as(broken.output()).isEqualTo(Demo.BROKEN);
            assertThat(broken.output())
                    .containsPattern("issuer +log +\\d+ +0 +[1-9]\\d* +0 +0 +BROKEN\n")
                    .contains("1 of 49 expectations did not hold.");

            good.waitFor(UP);
            assertThat(good.output()).contains("20 of 20 made-up people").contains("All 49 expectations held.");
            assertThat(good.output()
                            .lines()
                            .takeWhile(line -> !line.contains(UP))
                            .skip(2))
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotContain("\u001b"));
            assertThat(jeton(good, "lookup '+1 415 555 0123'")).contains("mimi://owl.example");
            jeton(
                    good,
                    "mapping publish --key $TRY/you.pem --attestation $TRY/you.jwt --msp mimi://owl.example=Friends");
            assertThat(jeton(good, "lookup '+1 202 555 0199'")).contains("Friends");
            jeton(
                    good,
                    "mapping publish --key $TRY/new.pem --attestation $TRY/new.jwt --msp mimi://wren.example --seq 1"
                            + " --supersedes $YOUR_KEY");
            jeton(good, "mapping confirm --key $TRY/new.pem --attestation $TRY/new.jwt --seq 1 --supersedes $YOUR_KEY");
            jeton(
                    good,
                    "mapping publish --key $TRY/new.pem --attestation $TRY/new.jwt --port-record $TRY/port.jwt --msp"
                            + " mimi://wren.example");
            assertThat(jeton(good, "lookup '+1 202 555 0199'"))
                    .contains("one mapping")
                    .contains("mimi://wren.example");
            assertThat(jeton(
                            good,
                            "directory import $TRY/mappings.txt --management $LOOKUP_MANAGEMENT --key $LOOKUP_OPERATOR"
                                    + " --reason 'to try it'"))
                    .contains("10 stored, 0 there already, 0 refused");
            String credential = jeton(good, "operator token --key $LOOKUP_OPERATOR --audience $JETON_DP");
            assertThat(credential).startsWith("ey");

            good.terminate();
            assertThat(good.exitCode()).isEqualTo(143);
            assertThat(good.output()).doesNotContain("The demo ends");
            good.assertNothingLeft();
        }
    }

    @Test
    void kill9_isCleanedUpByTheNextStart_andACrashedServiceEndsThat() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (Launcher killed = Launcher.start(temporary, FEW_PEOPLE)) {
            killed.waitFor("two Redis servers");
            killed.kill();
            assertThat(killed.processes()).isNotEmpty();
        }
        try (Launcher next = Launcher.start(temporary, FEW_PEOPLE)) {
            next.waitFor("Cleaned up after a demo that was killed: demo.");
            next.waitFor("made-up people have published");
            next.process("lookup/target/quarkus-app/quarkus-run.jar").destroyForcibly();

            assertThat(next.exitCode()).as(next.output()).isEqualTo(Demo.CRASHED);
            assertThat(next.output()).contains("The demo ends: lookup ended on its own with exit code 137");
            next.assertNothingLeft();
        }
    }

    @Test
    void serviceThatDoesNotStart_isNamed_andTheLogsAreKept() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        String noDatabase = "lookup:quarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:1/none";
        try (Launcher launcher = Launcher.start(temporary, "--set", noDatabase)) {
            assertThat(launcher.exitCode()).as(launcher.output()).isEqualTo(Demo.NOT_STARTED);
            assertThat(launcher.output()).contains("The demo cannot go on: lookup ended");
            assertThat(launcher.processes()).isEmpty();
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(temporary)) {
            left = files.toList();
        }
        assertThat(left).hasSize(1);
        Path kept = left.get(0);
        assertThat(kept.resolve("lookup/lookup.log")).content().contains("Connection to 127.0.0.1:1 refused");
        assertThat(kept.resolve("issuer/issuer.log")).isRegularFile();
    }

    @Test
    void usage_wrongOrHelp_saysWhatToDo() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (Launcher help = Launcher.start(temporary, "--help")) {
            assertThat(help.exitCode()).isEqualTo(Demo.HELD);
            assertThat(help.output()).contains("--identifiers").contains("Exit codes:");
        }
        for (String[] wrong : new String[][] {
            {"--identifiers", "0"}, {"--set", "relay:a=b"}, {"--issuer-jar", "/nowhere.jar"}, {"--ounce"}
        }) {
            try (Launcher launcher = Launcher.start(temporary, wrong)) {
                assertThat(launcher.exitCode()).isEqualTo(2);
                assertThat(launcher.output()).contains(wrong[wrong.length - 1]).doesNotContain("\tat ");
                launcher.assertNothingLeft();
            }
        }
    }

    /** What the {@code jeton} command prints for {@code arguments}, as the demo offers them to a shell. */
    private static String jeton(Launcher launcher, String arguments) throws Exception {
        assertThat(launcher.output().replaceAll("\\\\\n +", "")).contains("./jeton " + arguments);
        String env = launcher.output()
                .lines()
                .filter(line -> line.startsWith("  . "))
                .findFirst()
                .orElseThrow();
        String script = env + " && exec '" + Launcher.java() + "' -jar '" + JETON + "' " + arguments;
        Process process = new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
