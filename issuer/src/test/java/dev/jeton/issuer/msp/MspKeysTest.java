package dev.jeton.issuer.msp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.service.jwt.VerificationKey;
import dev.jeton.service.keys.KeyTimes;
import dev.jeton.service.keys.KeysNotFetched;
import dev.jeton.service.keys.PublishedKeys;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MspKeysTest {
    private static final JoseSigningKey KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final String KEY_ID = KEY.publicKey().thumbprint();
    private static final Map<String, VerificationKey> KEYS = VerificationKey.of(JwkSet.of(KEY.publicKey()));
    private static final KeyTimes TIMES =
            new KeyTimes(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofHours(24));
    private static final int MANY = 10_000;

    private final List<Msp> registered = new ArrayList<>();
    private final Deque<UniEmitter<? super Map<String, VerificationKey>>> open = new ArrayDeque<>();
    private final Set<URI> fetched = new HashSet<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final MspKeys keys = new MspKeys(() -> registered, TIMES, this::fetch, () -> now);

    @Test
    void manyProviders_areFetchedFewAtOnce_andAllInTheEnd() {
        IntStream.range(0, MANY).forEach(i -> registered.add(msp(i)));
        look();
        look();
        assertThat(open).hasSize(PublishedKeys.AT_ONCE);
        assertThat(keys.areUsable(registered.get(0))).isFalse();
        while (!open.isEmpty()) {
            assertThat(open).hasSizeLessThanOrEqualTo(PublishedKeys.AT_ONCE);
            open.pop().complete(KEYS);
        }
        assertThat(fetched).hasSize(MANY);
        assertThat(registered).allMatch(keys::areUsable);

        look();
        assertThat(open).as("none is due").isEmpty();
    }

    @Test
    void manyProviders_thatStartedTogether_areDueAtManyTimes() {
        IntStream.range(0, MANY).forEach(i -> registered.add(msp(i)));
        look();
        while (!open.isEmpty()) {
            open.pop().complete(KEYS);
        }
        int most = 0;
        for (int second = 0; second < 600; second++) {
            now = now.plusSeconds(1);
            fetched.clear();
            look();
            while (!open.isEmpty()) {
                open.pop().complete(KEYS);
            }
            most = Math.max(most, fetched.size());
        }
        assertThat(most).as("33 on average in the second half").isBetween(20, 150);
    }

    @Test
    void oneThatHangs_orFails_keepsNobodyElseFromBeingFetched() {
        registered.add(msp(0));
        look();
        registered.add(msp(1));
        registered.add(msp(2));
        look();
        assertThat(open).hasSize(3);
        UniEmitter<? super Map<String, VerificationKey>> hangs = open.pop();
        open.pop().fail(new KeysNotFetched("away"));
        open.pop().complete(KEYS);
        assertThat(registered.stream().filter(keys::areUsable)).hasSize(1);
        hangs.complete(KEYS);
        assertThat(registered.stream().filter(keys::areUsable)).hasSize(2);
    }

    @Test
    void keysOfAnotherUrl_areNotThePresentOnes() {
        registered.add(msp(0));
        look();
        open.pop().complete(KEYS);
        assertThat(keys.find(registered.get(0), KEY_ID)).isPresent();

        Msp moved = new Msp(
                registered.get(0).name(), false, Map.of(), Optional.of(URI.create("https://moved.example/jwks")));
        registered.set(0, moved);
        assertThat(keys.areUsable(moved)).isFalse();
        assertThat(keys.find(moved, KEY_ID)).isEmpty();
        look();
        open.pop().complete(KEYS);
        assertThat(keys.find(moved, KEY_ID)).isPresent();
    }

    private void look() {
        // The scheduler subscribes, and does not wait either.
        var unused = keys.look().subscribeAsCompletionStage();
    }

    private Uni<Map<String, VerificationKey>> fetch(URI url) {
        return Uni.createFrom().emitter(emitter -> {
            fetched.add(url);
            open.add(emitter);
        });
    }

    private static Msp msp(int number) {
        String host = "p" + number + ".example";
        return new Msp(
                new MspUri("mimi://" + host), false, Map.of(), Optional.of(URI.create("https://" + host + "/jwks")));
    }
}
