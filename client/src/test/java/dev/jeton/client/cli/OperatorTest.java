package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.wire.Bytes;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path directory;

    private Map<String, String> environment = Map.of();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void create_writesASecretKey_andTheDocumentThatKnowsIt() throws Exception {
        assertThat(create("alice")).isZero();
        Path key = directory.resolve("alice.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        JsonObject document =
                JsonObject.parse("document", Bytes.of(Files.readAllBytes(directory.resolve("alice.json"))), 4096);
        assertThat(document.string("apiVersion", 99)).isEqualTo("jeton.dev/v1");
        assertThat(document.string("kind", 99)).isEqualTo("Operator");
        assertThat(document.object("metadata").string("name", 99)).isEqualTo("alice");
        assertThat(document.object("spec").string("name", 99)).isEqualTo("alice");
        assertThat(publicKeys().keys()).hasSize(1);
        assertThat(Files.readString(directory.resolve("alice.json"))).doesNotContain("\"d\"");
    }

    @Test
    void create_again_overwritesNothing() throws Exception {
        create("alice");
        String before = Files.readString(directory.resolve("alice.pem"));
        assertThat(create("alice")).isEqualTo(ExitCode.FILE.code());
        Files.delete(directory.resolve("alice.json"));
        assertThat(create("alice")).isEqualTo(ExitCode.FILE.code());
        assertThat(Files.readString(directory.resolve("alice.pem"))).isEqualTo(before);
        assertThat(directory.resolve("alice.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice", "../alice", "a b", ""})
    void create_nameThatNoIssuerTakes_isWrongUsage(String name) {
        assertThat(create(name)).isEqualTo(ExitCode.USAGE.code());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void token_isSignedByTheKey_forThatServiceAndAShortTime() throws Exception {
        create("alice");
        assertThat(token()).isZero();
        Jws jws = Jws.parse("credential", out.toString().strip(), 4096);
        JosePublicKey key = publicKeys().find(jws.keyId().orElseThrow()).orElseThrow();
        assertThat(jws.check("operator+jwt", Set.of(), key)).isEmpty();
        OperatorCredential credential = OperatorCredential.parse(jws.uncheckedPayload());
        assertThat(credential.operator()).isEqualTo("alice");
        assertThat(credential.audience()).isEqualTo("https://issuer.example");
        assertThat(credential.isOperator()).isTrue();
        assertThat(credential.validity().expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));

        assertThat(token("--name=bob", "--life=PT1H")).isZero();
        assertThat(out.toString()).isNotEmpty();
    }

    /** A shell that is set up for one service's users would else make credentials for it, sent to another one. */
    @Test
    void token_withoutAudience_isForNobody_whateverTheEnvironmentSays() {
        create("alice");
        environment = Map.of(
                "JETON_ISSUER", "https://issuer.example",
                "JETON_DP", "https://dp.example",
                "JETON_AUDIENCE", "https://dp.example");

        assertThat(run("operator", "token", "--key=" + directory.resolve("alice.pem")))
                .isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString()).contains("--audience");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--life=PT0S", "--life=PT1H1S", "--life=-PT1S", "--name=Bob", "--name="})
    void token_thatNoIssuerTakes_isWrongUsage(String option) {
        create("alice");
        assertThat(token(option)).isEqualTo(ExitCode.USAGE.code());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void token_withoutUsableKey_saysWhichFile() throws Exception {
        Files.writeString(
                directory.resolve("alice.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        assertThat(token()).isEqualTo(ExitCode.FILE.code());
        assertThat(err.toString()).contains("alice.pem").doesNotContain("AAAA");
    }

    private JwkSet publicKeys() throws Exception {
        return JwkSet.parse(
                JsonObject.parse("document", Bytes.of(Files.readAllBytes(directory.resolve("alice.json"))), 4096)
                        .object("spec"));
    }

    private int create(String name) {
        return run("operator", "create", "--name=" + name, "--directory=" + directory);
    }

    private int token(String... options) {
        String[] arguments = new String[4 + options.length];
        arguments[0] = "operator";
        arguments[1] = "token";
        arguments[2] = "--key=" + directory.resolve("alice.pem");
        arguments[3] = "--audience=https://issuer.example";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                InputStream.nullInputStream(),
                environment,
                () -> NOW,
                authorities -> {
                    throw new AssertionError("needs no network");
                });
        return Jeton.commandLine(context).execute(arguments);
    }
}
