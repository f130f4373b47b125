package dev.jeton.issuer.voprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.issuer.keys.Epoch;
import dev.jeton.issuer.keys.EpochSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoprfKeysTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Epoch TODAY = epoch(Instant.parse("2026-03-01T00:00:00Z"));
    private static final Epoch TOMORROW = epoch(TODAY.end());
    private static final TokenKeyId KEY_ID = new TokenKeyId(Bytes.of(new byte[TokenKeyId.BYTES]));

    @TempDir
    private Path path;

    private final List<Epoch> epochs = new ArrayList<>(List.of(TODAY));
    private final List<Epoch> retired = new ArrayList<>();
    private VoprfKeyDirectory files;
    private VoprfKeys keys;

    @BeforeEach
    void open() {
        files = new VoprfKeyDirectory(path, SealingKey.generate());
        keys = new VoprfKeys(
                Optional.of(files),
                () -> Stream.concat(
                                epochs.stream().map(epoch -> new EpochSummary(epoch, KEY_ID, false)),
                                retired.stream().map(epoch -> new EpochSummary(epoch, KEY_ID, true)))
                        .toList());
    }

    @Test
    void none_offersNothing() {
        assertThat(VoprfKeys.none().isOffered()).isFalse();
        assertThat(VoprfKeys.none().of(TODAY)).isEmpty();
    }

    @Test
    void fileOfAnEpoch_servesItAndNoOther() throws IOException {
        files.write(key(TODAY.notBefore(), TODAY.notAfter()));
        keys.reload();

        assertThat(keys.isOffered()).isTrue();
        assertThat(keys.of(TODAY)).isPresent();
        assertThat(keys.of(TOMORROW)).isEmpty();
        assertThat(keys.refused()).isEmpty();
    }

    @Test
    void fileThatFitsNoEpoch_isRefusedByNameAndServesNone() throws IOException {
        files.write(key(TODAY.notBefore(), TODAY.notAfter().plusSeconds(1)));
        files.write(key(TODAY.notBefore().plusSeconds(60), TODAY.notAfter()));
        keys.reload();

        assertThat(keys.of(TODAY)).isEmpty();
        assertThat(keys.refused())
                .extracting(file -> file.file())
                .containsExactly("voprf-1772323200.json", "voprf-1772323260.json");
        assertThat(keys.refused().get(0).problem())
                .isEqualTo("not-before, not-after: the epoch is 1772323200, 1772496000");
    }

    @Test
    void fileOfALaterEpoch_waitsForIt() throws IOException {
        files.write(key(TOMORROW.notBefore(), TOMORROW.notAfter()));
        keys.reload();
        assertThat(keys.refused()).isEmpty();

        epochs.add(TOMORROW);
        keys.reload();
        assertThat(keys.of(TOMORROW)).isPresent();
    }

    @Test
    void fileOfARetiredEpoch_isRefusedByName_andDoesNotServeTheOneInItsPlace() throws IOException {
        Epoch ended = new Epoch(TODAY.notBefore(), TODAY.notBefore().plusSeconds(60), TODAY.notAfter());
        Epoch rest = new Epoch(ended.end(), TODAY.end(), TODAY.notAfter());
        files.write(key(TODAY.notBefore(), TODAY.notAfter()));
        epochs.set(0, rest);
        retired.add(ended);
        keys.reload();

        assertThat(keys.of(rest)).isEmpty();
        assertThat(keys.refused())
                .extracting(file -> file.file() + ": " + file.problem())
                .containsExactly("voprf-1772323200.json: not-before: the epoch is retired");
    }

    @Test
    void directoryThatGoesAway_changesNothing_fileThatGoes_takesItsKey() throws IOException {
        String name = files.write(key(TODAY.notBefore(), TODAY.notAfter()));
        keys.reload();
        Path elsewhere = Files.move(path, path.resolveSibling(path.getFileName() + "-moved"));
        keys.reload();
        assertThat(keys.of(TODAY)).isPresent();

        Files.move(elsewhere, path);
        Files.delete(path.resolve(name));
        keys.reload();
        assertThat(keys.of(TODAY)).isEmpty();
    }

    @Test
    void sealingKey_keyEncryptionKeyInAnyForm_isRefused() throws IOException {
        byte[] bytes = new byte[SealingKey.KEY_BYTES];
        String base64 = Base64.getEncoder().encodeToString(bytes);
        Path raw = Files.write(path.resolve("raw"), bytes);
        Path line = Files.writeString(path.resolve("line"), base64 + "\n");
        Path bare = Files.writeString(path.resolve("bare"), base64);
        bytes[0] = 1;
        Path other = Files.write(path.resolve("other"), bytes);

        for (Path same : List.of(raw, line, bare)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VoprfKeys.sealingKey(same, List.of(other, raw)))
                    .withMessageContaining("key-encryption key");
            assertThatIllegalArgumentException().isThrownBy(() -> VoprfKeys.sealingKey(raw, List.of(same)));
        }
        assertThat(VoprfKeys.sealingKey(other, List.of(line))).isNotNull();
    }

    private static VoprfEpochKey key(Instant notBefore, Instant notAfter) {
        VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
        return new VoprfEpochKey(key, new IssuerDirectory.VoprfKey(key.publicKey(), notBefore, notAfter));
    }

    private static Epoch epoch(Instant notBefore) {
        return new Epoch(notBefore, notBefore.plus(DAY), notBefore.plus(DAY).plus(DAY));
    }
}
