package dev.jeton.crypto.voprfkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.keyfiles.KeyFiles.Contents;
import dev.jeton.crypto.keyfiles.KeyFiles.Refused;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoprfKeyDirectoryTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final VoprfEpochKey FIRST = key(VoprfTokenSecretKey.generate(), START);

    private final SealingKey sealingKey = SealingKey.generate();

    @TempDir
    private Path path;

    @Test
    void read_written_givesTheSameKeysByEpoch() throws IOException {
        VoprfEpochKey second = key(beside(FIRST), START.plus(DAY));
        directory().write(second);
        directory().write(FIRST);

        Contents<VoprfEpochKey> contents = directory().read();

        assertThat(contents.keys())
                .extracting(VoprfEpochKey::published)
                .containsExactly(FIRST.published(), second.published());
        assertThat(contents.refused()).isEmpty();
    }

    @Test
    void write_isForTheOwnersEyesAndOverwritesNothing() throws IOException {
        Path file = path.resolve(directory().write(FIRST));
        byte[] before = Files.readAllBytes(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> directory().write(key(VoprfTokenSecretKey.generate(), START)));
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void read_filesThatComeAndGo_areFollowed() throws IOException {
        VoprfKeyDirectory directory = directory();
        assertThat(directory.read().keys()).isEmpty();

        String name = directory.write(FIRST);
        VoprfEpochKey opened = directory.read().keys().get(0);
        // The same bytes are not opened twice.
        assertThat(directory.read().keys().get(0)).isSameAs(opened);

        Files.delete(path.resolve(name));
        assertThat(directory.read().keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"token-type\":1|\"token-type\":2|token-type",
                "\"token-type\":1|\"token-type\":\"1\"|token-type",
                "\"token-type\":1,||token-type",
                "\"token-type\":1|\"token-type\":1,\"comment\":\"mine\"|comment",
                "\"not-before\":1772323200|\"not-before\":1772323201|sealed-secret-key",
                "\"not-before\":1772323200|\"not-before\":1772323200.5|not-before",
                "\"not-after\":1772496000|\"not-after\":1772496001|sealed-secret-key",
                "\"not-after\":1772496000|\"not-after\":1772323200|not-after",
                "\"not-after\":1772496000|\"not-after\":99999999999999|not-after",
                "\"token-key\":\"A|\"token-key\":\"B|public key",
                "\"sealed-secret-key\":\"|\"sealed-secret-key\":\"AAAA|sealed-secret-key",
                "\"sealed-secret-key\":\"|\"sealed-secret-key\":\"\",\"x\":\"|",
            })
    void read_changedFile_isRefusedByNameAndField_andTheOthersServe(String from, String to, String field)
            throws IOException {
        VoprfEpochKey other = key(beside(FIRST), START.plus(DAY));
        String name = directory().write(FIRST);
        directory().write(other);
        String good = Files.readString(path.resolve(name));
        String bad = good.replace(from, to == null ? "" : to);
        assertThat(bad).isNotEqualTo(good);
        Files.writeString(path.resolve(name), bad);

        Contents<VoprfEpochKey> contents = directory().read();

        assertThat(contents.keys()).extracting(VoprfEpochKey::published).containsExactly(other.published());
        assertThat(contents.refused()).extracting(Refused::file).containsExactly(name);
        assertThat(contents.refused().get(0).problem()).contains(field == null ? ":" : field);
        String sealed = good.substring(good.indexOf("sealed-secret-key") + 20, good.length() - 2);
        assertThat(contents.refused().get(0).problem()).doesNotContain(sealed.substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "null", "\u0000\u0000", "{\"token-type\":1}"})
    void read_junk_isRefusedAndTheOthersServe(String junk) throws IOException {
        directory().write(FIRST);
        Files.writeString(path.resolve("junk.json"), junk);
        Files.writeString(path.resolve("large.json"), " ".repeat(1_000_000));
        Files.createDirectory(path.resolve("folder.json"));
        Files.createSymbolicLink(path.resolve("nowhere.json"), path.resolve("gone"));
        Files.writeString(path.resolve(".hidden.json"), junk);
        Files.writeString(path.resolve("README"), junk);

        Contents<VoprfEpochKey> contents = directory().read();

        assertThat(contents.keys()).hasSize(1);
        assertThat(contents.refused())
                .extracting(Refused::file)
                .containsExactly("folder.json", "junk.json", "large.json", "nowhere.json");
    }

    @Test
    void read_withAnotherSealingKey_opensNothing() throws IOException {
        directory().write(FIRST);

        Contents<VoprfEpochKey> contents = new VoprfKeyDirectory(path, SealingKey.generate()).read();

        assertThat(contents.keys()).isEmpty();
        assertThat(contents.refused().get(0).problem()).startsWith("sealed-secret-key: another sealing key");
    }

    @Test
    void read_namesThatForgeLogLines_areToldInPrintableAscii() throws IOException {
        Files.writeString(path.resolve("\nevent=\"forged.json"), "{\"x\\nevent=\\\"forged\\u2028\":1}");

        assertThat(directory().read().refused())
                .containsExactly(new Refused("?event='forged.json", "x?event='forged?: unknown member"));
    }

    @Test
    void read_secondKeyOfAnEpoch_isRefused() throws IOException {
        String name = directory().write(FIRST);
        Files.move(path.resolve(name), path.resolve("a.json"));
        String second = directory().write(key(beside(FIRST), START));

        assertThat(directory().read().keys())
                .extracting(VoprfEpochKey::published)
                .containsExactly(FIRST.published());
        assertThat(directory().read().refused())
                .containsExactly(new Refused(second, "not-before: another file has the key of this epoch"));
    }

    @Test
    void read_oneKeyForTwoEpochs_isRefused() throws IOException {
        directory().write(FIRST);
        String later = directory().write(key(FIRST.secretKey(), START.plus(DAY.multipliedBy(20))));

        assertThat(directory().read().refused())
                .containsExactly(new Refused(later, "token-key: is the key of another epoch"));
    }

    @Test
    void read_truncatedIdOfAnotherLiveKey_isRefused_ofAKeyThatHasEnded_isNot() throws IOException {
        VoprfTokenSecretKey twin = VoprfTokenSecretKey.generate();
        while (!id(twin).equals(id(FIRST.secretKey()))) {
            twin = VoprfTokenSecretKey.generate();
        }
        directory().write(FIRST);
        String overlapping = directory().write(key(twin, START.plus(DAY)));
        assertThat(directory().read().refused()).extracting(Refused::file).containsExactly(overlapping);

        Files.delete(path.resolve(overlapping));
        directory().write(key(twin, START.plus(DAY.multipliedBy(2))));
        assertThat(directory().read().refused()).isEmpty();
    }

    @Test
    void read_tooManyFiles_fails() throws IOException {
        for (int i = 0; i <= VoprfKeyDirectory.MAX_FILES; i++) {
            Files.createFile(path.resolve(i + ".json"));
        }
        assertThatThrownBy(() -> directory().read()).hasMessageContaining("more than 1000");
    }

    @Test
    void key_livingTooLong_isRefused() {
        IssuerDirectory.VoprfKey longLived =
                new IssuerDirectory.VoprfKey(FIRST.secretKey().publicKey(), START, START.plus(Duration.ofDays(32)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new VoprfEpochKey(FIRST.secretKey(), longLived))
                .withMessageContaining("not-after");
    }

    @Test
    void key_textForm_isItsIdAndNoSecret() {
        assertThat(FIRST.toString())
                .contains(FIRST.published().publicKey().keyId().value().toHex())
                .doesNotContain("scalar", "BigInteger");
    }

    private VoprfKeyDirectory directory() {
        return new VoprfKeyDirectory(path, sealingKey);
    }

    private static VoprfEpochKey key(VoprfTokenSecretKey secretKey, Instant notBefore) {
        return new VoprfEpochKey(
                secretKey,
                new IssuerDirectory.VoprfKey(secretKey.publicKey(), notBefore, notBefore.plus(DAY.multipliedBy(2))));
    }

    /** A key that may be valid at the same time as {@code other}. */
    private static VoprfTokenSecretKey beside(VoprfEpochKey other) {
        VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
        return id(key).equals(id(other.secretKey())) ? beside(other) : key;
    }

    private static Object id(VoprfTokenSecretKey key) {
        return key.publicKey().keyId().truncated();
    }
}
