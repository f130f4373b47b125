package dev.jeton.bench.lookup;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.Token;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Questions about people at random, each with a token of its own and a proof, made before they are asked. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH = 250;

    private final LocalIssuer issuer;

    Questions(LocalIssuer issuer) {
        this.issuer = issuer;
    }

    /** {@code count} of them, a multiple of {@value #BATCH}, about the first {@code people}. */
    List<HttpRequest> make(URI lookups, int count, int people) {
        return IntStream.range(0, count / BATCH)
                .parallel()
                .mapToObj(batch -> batch(lookups, people))
                .flatMap(List::stream)
                .toList();
    }

    private List<HttpRequest> batch(URI lookups, int people) {
        String dp = MadeUpDirectory.authority().name();
        SplittableRandom random = new SplittableRandom();
        List<OneTimeKey> keys =
                Stream.generate(OneTimeKey::generate).limit(BATCH).toList();
        List<Token> tokens =
                issuer.tokens(dp, keys.stream().map(OneTimeKey::nonce).toList());
        List<HttpRequest> questions = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            Csi csi = MadeUpDirectory.csi(random.nextInt(people));
            Token token = tokens.get(i);
            LookupRequest question =
                    new LookupRequest(csi, Optional.of(keys.get(i).prove(dp, token.nullifier(), csi)));
            questions.add(HttpRequest.newBuilder(lookups)
                    .timeout(PATIENCE)
                    .header("Content-Type", LookupRequest.MEDIA_TYPE)
                    .header("Authorization", new PrivateTokenCredentials(token).encode())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            question.encode().toArray()))
                    .build());
        }
        return questions;
    }
}
