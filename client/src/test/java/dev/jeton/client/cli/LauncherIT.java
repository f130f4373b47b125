package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The root script {@code jeton} in a made-up checkout, with a made-up Maven and Java that tell what they are told. */
class LauncherIT {
    private static final Path SCRIPT = Path.of("..", "jeton");
    private static final List<String> DEMO_JARS = List.of(
            "dev/demo/target/jeton-demo.jar",
            "issuer/target/quarkus-app/quarkus-run.jar",
            "lookup/target/quarkus-app/quarkus-run.jar",
            "relay/target/quarkus-app/quarkus-run.jar");

    @TempDir
    Path temporary;

    private Path checkout;
    private Path tools;

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void checkOut() throws Exception {
        // A space, as some people's directories have.
        checkout = Files.createDirectories(temporary.resolve("my checkout")).toRealPath();
        tools = Files.createDirectories(temporary.resolve("tools"));
        Files.copy(SCRIPT, checkout.resolve("jeton"));
        executable(checkout.resolve("jeton"), Files.readString(SCRIPT));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String module :
                List.of("crypto", "redis", "redeemer/core", "client", "issuer", "lookup", "dev/demo", "dev/stack")) {
            write(module + "/pom.xml");
            write(module + "/src/main/java/A.java");
        }
        java("17.0.9");
        maven("client/target/jeton.jar");
    }

    @Test
    void firstRun_buildsTheClientAndPassesArgumentsOn() throws Exception {
        Run run = run("lookup", "--json", "+1 415", "");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.out()).isEqualTo("-jar|" + checkout + "/client/target/jeton.jar|lookup|--json|+1 415||\n");
        assertThat(run.err())
                .contains("building client")
                .contains("-pl client -am package")
                .contains("-Dquick");
    }

    @Test
    void secondRun_buildsNothing() throws Exception {
        run("x");

        assertThat(run("x").err()).isEmpty();
    }

    @Test
    void changedSource_isBuiltAgain_otherModulesAreNot() throws Exception {
        run("x");
        touch("crypto/src/main/java/A.java");
        assertThat(run("x").err()).contains("building");
        touch("lookup/src/main/java/A.java");
        assertThat(run("x").err()).isEmpty();
        touch("pom.xml");
        assertThat(run("x").err()).contains("building");
        Files.delete(checkout.resolve("client/src/main/java/A.java"));
        touch("client/src/main/java");
        assertThat(run("x").err()).contains("building");
    }

    @Test
    void demo_buildsWhatItStarts() throws Exception {
        maven(DEMO_JARS.toArray(String[]::new));

        Run run = run("demo", "--once");
        assertThat(run.out())
                .isEqualTo("-cp|" + checkout + "/dev/demo/target/jeton-demo.jar|dev.jeton.dev.demo.Demo|--once|\n");
        assertThat(run.err()).contains("-pl dev/demo,issuer,lookup,relay -am package");
        assertThat(run("demo").err()).isEmpty();
        touch("redis/src/main/java/A.java");
        assertThat(run("demo").err()).contains("building");
    }

    @Test
    void conformance_ofTheDemo_buildsWhatItStarts_andOfAnythingElseTheClient() throws Exception {
        maven(DEMO_JARS.toArray(String[]::new));

        Run demo = run("conformance", "--json", "--demo");
        assertThat(demo.out())
                .isEqualTo("-cp|" + checkout
                        + "/dev/demo/target/jeton-demo.jar|dev.jeton.dev.demo.CheckedDemo|--json|--demo|\n");
        assertThat(demo.err()).contains("-pl dev/demo,issuer,lookup,relay -am package");

        maven("client/target/jeton.jar");
        assertThat(run("conformance", "--json").out())
                .isEqualTo("-jar|" + checkout + "/client/target/jeton.jar|conformance|--json|\n");
    }

    @Test
    void symbolicLinkFromElsewhere_findsTheCheckout() throws Exception {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("jeton"), checkout.resolve("jeton"));
        Path relative = Files.createSymbolicLink(bin.resolve("again"), Path.of("jeton"));

        for (Path link : List.of(absolute, relative)) {
            assertThat(start(link, bin, List.of("x")).out()).contains(checkout + "/client/target/jeton.jar|x|");
        }
    }

    @Test
    void failedBuild_startsNothing() throws Exception {
        executable(tools.resolve("mvn"), "#!/bin/sh\necho broken\nexit 1\n");

        Run run = run("x");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("broken").contains("the build failed");
    }

    @Test
    void oldJava_isNamed() throws Exception {
        java("11.0.2");
        assertThat(run("x").err()).contains("needs Java 17 or later").contains("11");
        java("1.8.0_392");
        assertThat(run("x").err()).contains("needs Java 17 or later");
        java("25");
        assertThat(run("x").exit()).isEqualTo(7);
    }

    @Test
    void missingTools_areNamed() throws Exception {
        Files.delete(tools.resolve("mvn"));
        assertThat(run("x").err()).contains("needs Maven");
        Files.delete(tools.resolve("java"));
        assertThat(run("x").err()).contains("needs a JDK");
    }

    @Test
    void java_replacesTheScript_soThatSignalsReachIt() throws Exception {
        run("x");
        executable(
                tools.resolve("java"),
                "#!/bin/sh\n[ \"$1\" = -version ] && { " + version("17") + "; exit; }\necho $$\n");
        Process process =
                builder(checkout.resolve("jeton"), checkout, List.of("x")).start();

        String pid = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(Long.parseLong(pid)).isEqualTo(process.pid());
    }

    private Run run(String... args) throws Exception {
        return start(checkout.resolve("jeton"), temporary, List.of(args));
    }

    private Run start(Path script, Path workingDirectory, List<String> args) throws Exception {
        Path err = temporary.resolve("err");
        Process process = builder(script, workingDirectory, args)
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out, Files.readString(err));
    }

    private ProcessBuilder builder(Path script, Path workingDirectory, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools + ":" + systemTools());
        return builder;
    }

    /** The system's tools without its Java and Maven. */
    private Path systemTools() throws IOException {
        Path system = Files.createDirectories(temporary.resolve("system"));
        for (String tool :
                List.of("sed", "head", "find", "dirname", "readlink", "touch", "mktemp", "rm", "flock", "mkdir")) {
            Path real = Path.of("/usr/bin", tool);
            executable(
                    system.resolve(tool),
                    "#!/bin/sh\nexec " + (Files.exists(real) ? real : "/bin/" + tool) + " \"$@\"\n");
        }
        return system;
    }

    private void java(String version) throws IOException {
        executable(
                tools.resolve("java"),
                "#!/bin/sh\n[ \"$1\" = -version ] && { " + version(version) + "; exit; }\n"
                        + "for a; do printf '%s|' \"$a\"; done; echo; exit 7\n");
    }

    private static String version(String version) {
        return "echo 'openjdk version \"" + version + "\" 2023-10-17' >&2";
    }

    private void maven(String... jars) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\necho \"mvn $*\"\n");
        for (String jar : jars) {
            script.append("mkdir -p \"$(dirname ")
                    .append(jar)
                    .append(")\"; : > ")
                    .append(jar)
                    .append('\n');
        }
        executable(tools.resolve("mvn"), script.toString());
    }

    private void write(String file) throws IOException {
        Path path = checkout.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, "");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void touch(String file) throws IOException {
        // Time stamps of some file systems are coarse.
        Files.setLastModifiedTime(
                checkout.resolve(file), FileTime.from(Instant.now().plusMillis(20)));
        while (Instant.now()
                .isBefore(Files.getLastModifiedTime(checkout.resolve(file)).toInstant())) {
            Thread.onSpinWait();
        }
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
