package dev.jeton.lookup.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.service.keys.KeyTimes;
import dev.jeton.service.keys.KeysNotFetched;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsipKeysTest {
    private static final String HERE = "https://here.example";
    private static final String AWAY = "https://away.example";
    private static final URI URL = URI.create("https://away.example/jwks");
    private static final URI OTHER_URL = URI.create("https://away.example/other");
    private static final KeyTimes TIMES =
            new KeyTimes(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(24));
    private static final DatedKey OLD = key();
    private static final DatedKey NEW = key();

    private final Map<URI, Map<String, DatedKey>> published = new HashMap<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private CsipTrustFile file = file(URL);

    private final CsipKeys keys = new CsipKeys(() -> file, TIMES, this::fetch, () -> now);
    private final CurrentCsips csips = new CurrentCsips(() -> file, keys::usable);

    @Test
    void csipAwayAtStart_isListedWithoutKeys_andNobodyElseIs() {
        look();
        assertThat(keysOf(AWAY)).isEmpty();
        assertThat(keysOf(HERE)).containsValue(OLD);

        published.put(URL, Map.of("new", NEW));
        now = now.plusSeconds(31);
        look();
        assertThat(keysOf(AWAY)).containsOnly(Map.entry("new", NEW));
    }

    @Test
    void rotation_takesOverAllThatIsPublished() {
        published.put(URL, Map.of("old", OLD));
        look();
        published.put(URL, Map.of("new", NEW));
        look();
        assertThat(keysOf(AWAY)).as("none was due").containsOnlyKeys("old");
        now = now.plusSeconds(300);
        look();
        assertThat(keysOf(AWAY)).containsOnlyKeys("new");
    }

    @Test
    void outage_isBridged_untilGraceIsOver() {
        published.put(URL, Map.of("old", OLD));
        look();
        published.clear();
        now = now.plus(Duration.ofHours(24)).minusSeconds(1);
        look();
        assertThat(keysOf(AWAY)).containsOnlyKeys("old");
        now = now.plusSeconds(1);
        look();
        assertThat(keysOf(AWAY)).isEmpty();
        assertThat(keysOf(HERE)).isNotEmpty();
    }

    @Test
    void keysOfAFormerUrl_countNoMore() {
        published.put(URL, Map.of("old", OLD));
        look();
        file = file(OTHER_URL);
        look();
        assertThat(keysOf(AWAY)).isEmpty();
    }

    @Test
    void keysInAnyOrder_makeOneList() {
        Map<String, DatedKey> reversed = new LinkedHashMap<>();
        reversed.put("b", NEW);
        reversed.put("a", OLD);
        published.put(URL, reversed);
        look();
        assertThat(keysOf(AWAY).keySet()).containsExactly("a", "b");
    }

    private void look() {
        var unused = keys.look().subscribeAsCompletionStage();
        csips.update();
    }

    private Uni<Map<String, DatedKey>> fetch(URI url) {
        Map<String, DatedKey> there = published.get(url);
        return there == null
                ? Uni.createFrom().failure(new KeysNotFetched("away"))
                : Uni.createFrom().item(there);
    }

    private Map<String, DatedKey> keysOf(String csip) {
        return csips.trust().find(csip).orElseThrow().keys().keys();
    }

    private static CsipTrustFile file(URI url) {
        return new CsipTrustFile(
                new CsipTrust(List.of(
                        new Csip(HERE, new DatedKeySet(Map.of("here", OLD)), List.of("+1"), List.of(), List.of()),
                        new Csip(AWAY, DatedKeySet.NONE, List.of("+49"), List.of(), List.of()))),
                Map.of(AWAY, url));
    }

    private static DatedKey key() {
        return DatedKey.always(JoseSigningKey.generate(JoseAlgorithm.EDDSA).publicKey());
    }
}
