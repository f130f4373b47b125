package dev.jeton.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two keys, each offered for a week, with a day of overlap. */
class GatewayKeysTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant SECOND_START = START.plus(Duration.ofDays(7));
    private static final DatedOhttpKey FIRST = key(1, START);
    private static final DatedOhttpKey SECOND = key(2, SECOND_START);

    @TempDir
    private Path path;

    private Instant now = START;
    private OhttpKeyDirectory files;
    private GatewayKeys keys;

    @BeforeEach
    void files() throws IOException {
        files = new OhttpKeyDirectory(path, SealingKey.generate());
        files.write(FIRST);
        files.write(SECOND);
        keys = new GatewayKeys(
                Optional.of(files), Duration.ofSeconds(30), () -> now, Logger.getLogger(GatewayKeysTest.class));
        keys.read(files);
    }

    @Test
    void current_offersTheLatestThatIsValid_andOpensBothWhileTheyOverlap() {
        assertThat(offered()).isEqualTo(FIRST.pair().config());
        assertOpens(FIRST, true);
        assertOpens(SECOND, false);

        now = SECOND_START;
        assertThat(offered()).isEqualTo(SECOND.pair().config());
        assertOpens(FIRST, true);
        assertOpens(SECOND, true);

        now = SECOND_START.plus(Duration.ofDays(1));
        assertThat(offered()).isEqualTo(SECOND.pair().config());
        assertOpens(FIRST, false);
        assertOpens(SECOND, true);
    }

    @Test
    void offer_endsWhenTheNextBegins_orTheKeyEnds() {
        assertThat(keys.current().offeredUntil()).isEqualTo(SECOND_START);
        now = SECOND_START;
        assertThat(keys.current().offeredUntil()).isEqualTo(SECOND.notAfter());
    }

    @Test
    void clock_thatGoesBack_bringsTheFormerOfferBack() {
        now = SECOND_START;
        keys.current();
        now = SECOND_START.minusSeconds(1);
        assertThat(offered()).isEqualTo(FIRST.pair().config());
        assertOpens(SECOND, false);
    }

    @Test
    void current_beforeAndAfterAllKeys_offersNone() {
        for (Instant moment : new Instant[] {START.minusSeconds(1), SECOND.notAfter()}) {
            now = moment;
            assertThat(keys.current().encoded()).isEmpty();
            assertOpens(FIRST, false);
            assertOpens(SECOND, false);
        }
    }

    @Test
    void file_thatGoes_takesItsKeyWithIt() throws IOException {
        now = SECOND_START;
        Files.delete(path.resolve(OhttpKeyDirectory.fileName(SECOND_START)));
        keys.read(files);

        assertThat(offered()).isEqualTo(FIRST.pair().config());
        assertOpens(SECOND, false);
    }

    private OhttpKeyConfig offered() {
        OhttpKeyConfigs configs = OhttpKeyConfigs.parse(keys.current().encoded().orElseThrow());
        assertThat(configs.configs()).hasSize(1);
        return configs.first();
    }

    private void assertOpens(DatedOhttpKey key, boolean opens) {
        Bytes request = key.pair().config().encapsulate(Bytes.ofUtf8("x")).encapsulated();
        if (opens) {
            assertThat(keys.current().gateway().decapsulate(request).request()).isEqualTo(Bytes.ofUtf8("x"));
        } else {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> keys.current().gateway().decapsulate(request));
        }
    }

    private static DatedOhttpKey key(int id, Instant begin) {
        return new DatedOhttpKey(OhttpKeyPair.generate(id), begin, begin.plus(Duration.ofDays(8)));
    }
}
