package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFillTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> credentials = new ArrayList<>();
    private List<String> outcomes = List.of();
    private Optional<ProblemType> refusal = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        Files.write(directory.resolve("mappings.txt"), List.of("a.b.c", "d.e.f", "g.h.i"));
        run("operator", "create", "--name=alice", "--directory=" + directory);
        out.getBuffer().setLength(0);
    }

    @Test
    void import_allStoredOrThere_isDone_andSaysHowMany() {
        outcomes = List.of("stored", "mapping-stale", "stored");

        assertThat(fill()).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("2 stored, 1 there already, 0 refused");
        assertThat(err.toString()).contains("100 %  3 mappings, 0 refused");
    }

    @Test
    void import_someRefused_saysWhyAndWhere_andTheExitCodeTellsIt() {
        outcomes = List.of("stored", "mapping-invalid: attestation: expired", "mapping-invalid: attestation: expired");

        assertThat(fill()).isEqualTo(ExitCode.REFUSED.code());

        assertThat(out.toString())
                .contains(
                        "1 stored, 0 there already, 2 refused",
                        "mapping-invalid: attestation: expired: 2, the first in line 2");
    }

    @Test
    void import_onceMore_afterItsEnd_sendsNothing_andSaysHowTo() {
        outcomes = List.of("stored", "stored", "stored");
        fill();

        assertThat(fill("--json")).isZero();

        assertThat(err.toString()).contains("all lines were answered before; --again");
        assertThat(out.toString()).contains("\"lines\":3", "\"stored\":3", "\"refused\":0");
        assertThat(credentials).hasSize(1);
    }

    @Test
    void import_credential_isTheOperators_forTheProviderAndNotItsManagementListener() {
        outcomes = List.of("stored", "stored", "stored");
        fill();

        OperatorCredential credential = OperatorCredential.parse(
                Jws.parse("credential", credentials.get(0).substring("Bearer ".length()), 4096)
                        .uncheckedPayload());
        assertThat(credential.operator()).isEqualTo("alice");
        assertThat(credential.audience()).isEqualTo("https://dp.example");
    }

    @Test
    void import_again_givesRefusedLinesAnotherChance() {
        outcomes = List.of("stored", "csip-keys-unavailable", "stored");
        assertThat(fill()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString()).contains("with --again");
        outcomes = List.of("mapping-stale", "stored", "mapping-stale");

        assertThat(fill("--again")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("1 stored, 2 there already, 0 refused");
        assertThat(credentials).hasSize(2);
    }

    @Test
    void import_ofAFileThatHasChanged_saysThatAgainBeginsAnew() throws Exception {
        outcomes = List.of("stored", "stored", "stored");
        fill();
        Files.writeString(directory.resolve("mappings.txt"), "j.k.l\n");
        outcomes = List.of("stored");

        assertThat(fill()).isEqualTo(ExitCode.FILE.code());
        assertThat(err.toString())
                .contains("mappings.txt.progress: of another state")
                .contains("--again");
        assertThat(fill("--again")).isZero();
    }

    @Test
    void import_forAnotherAudience_orIntoAnotherListener_saysWhichOptionToLookAt() {
        refusal = Optional.of(ProblemType.OPERATOR_CREDENTIAL_INVALID);
        assertThat(fill()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString()).contains("--dp is").contains("--name").doesNotContain("--management");

        for (ProblemType elsewhere : List.of(ProblemType.NOT_FOUND, ProblemType.BODY_TOO_LARGE)) {
            err.getBuffer().setLength(0);
            refusal = Optional.of(elsewhere);
            assertThat(fill()).isEqualTo(ExitCode.REFUSED.code());
            assertThat(err.toString()).contains("--management is the provider's management listener");
        }
    }

    @Test
    void import_withoutAFile_orTooManyAtOnce_saysSo() throws Exception {
        assertThat(fill("--at-once=33")).isEqualTo(ExitCode.USAGE.code());
        Files.delete(directory.resolve("mappings.txt"));
        assertThat(fill()).isEqualTo(ExitCode.FILE.code());
        assertThat(err.toString()).endsWith("mappings.txt: no such file or directory\n");
    }

    private int fill(String... options) {
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(
                "directory",
                "import",
                directory.resolve("mappings.txt").toString(),
                "--dp=https://dp.example",
                "--management=https://dp.example:8444",
                "--key=" + directory.resolve("alice.pem"),
                "--reason=a test"));
        arguments.addAll(Arrays.asList(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                InputStream.nullInputStream(),
                Map.of(),
                () -> NOW,
                authorities -> request -> {
                    credentials.add(request.headers().getOrDefault("Authorization", ""));
                    return refusal.map(TestIssuer::problem)
                            .orElseGet(() -> new Response(
                                    200,
                                    Map.of(),
                                    new JsonWriter()
                                            .putStrings("outcomes", outcomes)
                                            .toBytes()));
                });
        return Jeton.commandLine(context).execute(arguments);
    }
}
