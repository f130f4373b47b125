package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

class VoprfKeysCreateTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = MIDNIGHT.plusSeconds(4000);
    private Path keys;
    private Path sealingKey;

    @BeforeEach
    void files() throws Exception {
        keys = Files.createDirectory(directory.resolve("keys"));
        byte[] key = new byte[SealingKey.KEY_BYTES];
        key[0] = 7;
        sealingKey = Files.write(directory.resolve("sealing-key"), key);
    }

    @Test
    void create_writesAFileForEachEpoch_fromTheCurrentOneOn() throws Exception {
        assertThat(create("--epochs=3")).isZero();

        List<VoprfEpochKey> written = read();
        assertThat(written)
                .extracting(key -> key.published().notBefore())
                .containsExactly(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)), MIDNIGHT.plus(Duration.ofDays(2)));
        assertThat(written)
                .allMatch(key -> Duration.between(
                                key.published().notBefore(), key.published().notAfter())
                        .equals(Duration.ofDays(2)));
        try (var files = Files.list(keys)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(out.toString()).isEqualTo("3 key files written to " + keys + ", 0 kept" + System.lineSeparator());
    }

    @Test
    void create_again_addsWhatIsMissingAndTouchesNothing() throws Exception {
        create("--epochs=2");
        List<VoprfEpochKey> before = read();
        now = now.plus(Duration.ofDays(1));

        assertThat(create("--epochs=3", "--json")).isZero();

        assertThat(read()).hasSize(4);
        assertThat(read().subList(0, 2))
                .extracting(key -> key.published())
                .isEqualTo(before.stream().map(key -> key.published()).toList());
        assertThat(out.toString()).contains("\"kept\":[\"voprf-1772409600.json\"]");
    }

    @Test
    void create_otherLengths_areTheIssuers() throws Exception {
        create("--epochs=2", "--epoch-length=PT1H", "--grace=PT10M");

        assertThat(read().get(0).published().notBefore()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(1)));
        assertThat(read().get(0).published().notAfter()).isEqualTo(MIDNIGHT.plus(Duration.ofMinutes(130)));
        assertThat(read().get(1).published().notBefore()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(2)));
    }

    @Test
    void create_keysThatAreValidTogether_haveDifferentTruncatedIds() throws Exception {
        // Each is valid beside 30 others: by chance alone one pair in two runs would collide.
        create("--epochs=60", "--epoch-length=PT24H", "--grace=PT720H");
        assertThat(read()).hasSize(60);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void create_besideFilesThatCannotBeUsed_warnsOfThem() throws Exception {
        Files.writeString(keys.resolve("junk.json"), "{");
        assertThat(create("--epochs=1")).isZero();
        assertThat(err.toString()).contains("junk.json cannot be used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--epochs=0",
                "--epochs=1001",
                "--epoch-length=PT59S",
                "--epoch-length=PT60.5S",
                "--grace=PT4M",
                "--grace=PT721H",
                "--epoch-length=day"
            })
    void create_whatNoIssuerHas_isWrongUsage(String option) {
        assertThat(create(option)).isEqualTo(ExitCode.USAGE.code());
        assertThat(keys).isEmptyDirectory();
    }

    @Test
    void create_withoutUsableSealingKeyOrDirectory_saysWhichFile() throws Exception {
        Files.writeString(sealingKey, "short");
        assertThat(create("--epochs=1")).isEqualTo(ExitCode.FILE.code());
        assertThat(err.toString()).contains("sealing-key").doesNotContain("short");

        Files.write(sealingKey, new byte[SealingKey.KEY_BYTES]);
        Files.delete(keys);
        assertThat(create("--epochs=1")).isEqualTo(ExitCode.FILE.code());
    }

    private int create(String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("voprf-keys", "create", "--directory=" + keys, "--sealing-key=" + sealingKey));
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

    private List<VoprfEpochKey> read() throws Exception {
        return new VoprfKeyDirectory(keys, SealingKey.load(sealingKey)).read().keys();
    }
}
