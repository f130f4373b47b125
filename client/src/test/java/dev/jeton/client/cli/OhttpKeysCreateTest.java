package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OhttpKeysCreateTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private Path keys;
    private Path sealingKey;

    @BeforeEach
    void files() throws Exception {
        keys = Files.createDirectory(directory.resolve("keys"));
        sealingKey = Files.write(directory.resolve("sealing-key"), new byte[SealingKey.KEY_BYTES]);
    }

    @Test
    void create_writesKeysThatOverlap_fromNowOn() throws Exception {
        assertThat(create()).isZero();

        List<DatedOhttpKey> written = read();
        assertThat(written).hasSize(4);
        assertThat(written.get(0).isValidAt(now)).isTrue();
        for (int i = 1; i < 4; i++) {
            DatedOhttpKey before = written.get(i - 1);
            assertThat(written.get(i).notBefore()).isEqualTo(before.notBefore().plus(Duration.ofDays(7)));
            assertThat(before.notAfter()).isEqualTo(written.get(i).notBefore().plus(Duration.ofDays(1)));
        }
        assertThat(written).extracting(key -> key.pair().config().keyId()).doesNotHaveDuplicates();
        assertThat(out.toString()).isEqualTo("4 key files written to " + keys + ", 0 kept" + System.lineSeparator());
    }

    @Test
    void create_again_addsWhatIsMissingAndTouchesNothing() throws Exception {
        create("--keys=2");
        List<String> before = publicKeys();
        now = now.plus(Duration.ofDays(7));

        assertThat(create("--keys=2")).isZero();

        assertThat(publicKeys()).hasSize(3).startsWith(before.toArray(String[]::new));
        assertThat(out.toString()).contains("1 key files written", "1 kept");
    }

    @Test
    void create_manyThatAreValidTogether_haveDifferentIds() throws Exception {
        assertThat(create("--keys=300", "--offer-for=PT1M", "--overlap=PT100M")).isZero();
        assertThat(read()).hasSize(300);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--keys=0",
                "--keys=1001",
                "--offer-for=PT59S",
                "--offer-for=PT60.5S",
                "--offer-for=P31D",
                "--overlap=PT0S",
                "--overlap=P25D",
                "--offer-for=week"
            })
    void create_whatNoGatewayTakes_isWrongUsage(String option) {
        assertThat(create(option)).isEqualTo(ExitCode.USAGE.code());
        assertThat(keys).isEmptyDirectory();
    }

    @Test
    void create_moreAtOnceThanThereAreIds_isWrongUsage() {
        assertThat(create("--offer-for=PT1M", "--overlap=PT101M")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--overlap: at most 100 times --offer-for");
    }

    @Test
    void create_withoutUsableSealingKey_saysWhichFile() throws Exception {
        Files.writeString(sealingKey, "short");
        assertThat(create()).isEqualTo(ExitCode.FILE.code());
        assertThat(err.toString()).contains("sealing-key").doesNotContain("short");
    }

    private int create(String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("ohttp-keys", "create", "--directory=" + keys, "--sealing-key=" + sealingKey));
        arguments.addAll(List.of(options));
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                InputStream.nullInputStream(),
                Map.of(),
                () -> now,
                authorities -> {
                    throw new AssertionError("needs no network");
                });
        return Jeton.commandLine(context).execute(arguments.toArray(String[]::new));
    }

    private List<DatedOhttpKey> read() throws Exception {
        return new OhttpKeyDirectory(keys, SealingKey.load(sealingKey)).read().keys();
    }

    private List<String> publicKeys() throws Exception {
        return read().stream()
                .map(key -> key.pair().config().publicKey().encode().toHex())
                .toList();
    }
}
