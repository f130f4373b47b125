package dev.jeton.crypto.ohttpkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.keyfiles.KeyFiles.Refused;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all directories of key files do is tested with those of token type 0x0001. */
class OhttpKeyDirectoryTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final DatedOhttpKey FIRST = key(1, START);

    private final SealingKey sealingKey = SealingKey.generate();

    @TempDir
    private Path path;

    @Test
    void read_written_opensWhatIsSealedToTheKey() throws IOException {
        directory().write(FIRST);

        DatedOhttpKey read = directory().read().keys().get(0);

        OhttpClientRequest request = FIRST.pair().config().encapsulate(Bytes.ofUtf8("hello"));
        assertThat(new OhttpGateway(List.of(read.pair()))
                        .decapsulate(request.encapsulated())
                        .request())
                .isEqualTo(Bytes.ofUtf8("hello"));
        assertThat(read.pair().config()).isEqualTo(FIRST.pair().config());
        assertThat(read.notBefore()).isEqualTo(START);
        assertThat(read.notAfter()).isEqualTo(START.plus(WEEK));
    }

    @Test
    void read_several_givesThemByTheirStart() throws IOException {
        directory().write(key(2, START.plus(WEEK)));
        directory().write(FIRST);
        assertThat(directory().read().keys())
                .extracting(key -> key.pair().config().keyId())
                .containsExactly(1, 2);
    }

    @Test
    void write_secondKeyOfOneStart_isRefused() throws IOException {
        directory().write(FIRST);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> directory().write(key(2, START)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"key-id\":1|\"key-id\":2|sealed-secret-key",
                "\"key-id\":1|\"key-id\":256|key-id",
                "\"kem\":32|\"kem\":16|kem",
                "\"kem\":32|\"kem\":32,\"comment\":\"mine\"|comment",
                "1772323200|1772323201|sealed-secret-key",
                "1772928000|1772928001|sealed-secret-key",
                "1772928000|1772323200|sealed-secret-key",
                "\"public-key\":\"|\"public-key\":\"AA|public-key"
            })
    void read_changedFile_isRefusedByField(String from, String to, String field) throws IOException {
        String name = directory().write(FIRST);
        String good = Files.readString(path.resolve(name));
        String bad = good.replaceFirst(from, to);
        assertThat(bad).isNotEqualTo(good);
        Files.writeString(path.resolve(name), bad);

        assertThat(directory().read().keys()).isEmpty();
        assertThat(directory().read().refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.problem()).startsWith(field + ":"));
    }

    @Test
    void read_copyUnderAnotherName_isRefused() throws IOException {
        String name = directory().write(FIRST);
        Files.copy(path.resolve(name), path.resolve("z.json"));
        assertThat(directory().read().refused())
                .containsExactly(new Refused("z.json", "not-before: another file has a key that begins then"));
    }

    @Test
    void read_oneKeyWithTwoLives_isRefused() throws IOException {
        directory().write(FIRST);
        String later =
                directory().write(new DatedOhttpKey(FIRST.pair(), START.plus(WEEK), START.plus(WEEK.multipliedBy(2))));
        assertThat(directory().read().refused())
                .containsExactly(new Refused(later, "public-key: is in another file too"));
    }

    @Test
    void read_oneIdForTwoKeysAtOnce_isRefused_oneAfterTheOther_isNot() throws IOException {
        directory().write(FIRST);
        String overlapping = directory().write(key(1, START.plus(WEEK).minusSeconds(1)));
        assertThat(directory().read().refused()).extracting(Refused::file).containsExactly(overlapping);

        Files.delete(path.resolve(overlapping));
        directory().write(key(1, START.plus(WEEK)));
        assertThat(directory().read().refused()).isEmpty();
    }

    @Test
    void life_thatIsNoneOrTooLong_isRefused() {
        for (Duration life : List.of(
                Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(31).plusSeconds(1))) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> new DatedOhttpKey(FIRST.pair(), START, START.plus(life)))
                    .withMessageStartingWith("not-after");
        }
    }

    @Test
    void validity_includesTheStartAndNotTheEnd() {
        assertThat(FIRST.isValidAt(START)).isTrue();
        assertThat(FIRST.isValidAt(START.minusSeconds(1))).isFalse();
        assertThat(FIRST.isValidAt(START.plus(WEEK).minusSeconds(1))).isTrue();
        assertThat(FIRST.isValidAt(START.plus(WEEK))).isFalse();
    }

    private OhttpKeyDirectory directory() {
        return new OhttpKeyDirectory(path, sealingKey);
    }

    private static DatedOhttpKey key(int id, Instant notBefore) {
        return new DatedOhttpKey(OhttpKeyPair.generate(id), notBefore, notBefore.plus(WEEK));
    }
}
