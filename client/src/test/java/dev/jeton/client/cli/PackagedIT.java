package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped, in a process of its own. */
class PackagedIT {
    private static final Path JAR = Path.of("target", "jeton.jar");

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void jar_findsItsLibrariesBesideIt() throws Exception {
        assertThat(run(0, "--version")).startsWith("jeton ").doesNotContain("not packaged");
        assertThat(run(0, "lookup", "--help")).contains("Exit codes:");
    }

    @Test
    void jar_exitsWithTheCodeOfTheFailure() throws Exception {
        String wallet = "--wallet=" + directory.resolve("wallet");
        Path trust = Files.writeString(directory.resolve("csips.json"), "{\"csips\":[]}");

        assertThat(run(0, "tokens", "list", wallet, "--json")).isEqualTo("{\"tokens\":[]}\n");
        run(
                ExitCode.NO_TOKEN.code(),
                "lookup",
                wallet,
                "--issuer=https://localhost:1",
                "--dp=https://localhost:1",
                "--csip-trust=" + trust,
                "bob@example.com");
        Path attestation = Files.writeString(directory.resolve("a.jwt"), "a.b.c");
        run(
                ExitCode.NO_ANSWER.code(),
                "tokens",
                "request",
                wallet,
                "--issuer=https://localhost:1",
                "--dp=https://localhost:1",
                "--attestation=" + attestation);
        run(ExitCode.USAGE.code(), "tokens");
        assertThat(run(0)).startsWith("Usage: jeton ");
    }

    private String run(int exit, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(args));
        Path err = directory.resolve("err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        processes.add(process);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(exit);
        return out;
    }
}
