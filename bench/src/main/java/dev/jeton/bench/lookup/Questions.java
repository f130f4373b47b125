package dev.jeton.bench.lookup;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Questions about people at random, each with a token of its own and a proof, made before they are asked. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH = 250;
    /** What the SDK pads requests to. */
    private static final SizeClasses SIZES = new SizeClasses(2048);

    private final LocalIssuer issuer;

    Questions(LocalIssuer issuer) {
        this.issuer = issuer;
    }

    /** {@code count} of them, a multiple of {@value #BATCH}, about the first {@code people}. */
    List<HttpRequest> make(URI lookups, int count, int people) {
        return questions(count, people, question -> question.direct(lookups));
    }

    /** The same, sealed for the gateway with {@code key}; good for as long as it takes a date of now. */
    List<HttpRequest> sealed(URI gateway, OhttpKeyConfig key, int count, int people) {
        return questions(count, people, question -> question.sealed(gateway, key));
    }

    private List<HttpRequest> questions(int count, int people, Function<Question, HttpRequest> request) {
        return IntStream.range(0, count / BATCH)
                .parallel()
                .mapToObj(batch -> batch(people).stream().map(request).toList())
                .flatMap(List::stream)
                .toList();
    }

    private List<Question> batch(int people) {
        String dp = MadeUpDirectory.authority().name();
        SplittableRandom random = new SplittableRandom();
        List<OneTimeKey> keys =
                Stream.generate(OneTimeKey::generate).limit(BATCH).toList();
        List<Token> tokens =
                issuer.tokens(dp, keys.stream().map(OneTimeKey::nonce).toList());
        List<Question> questions = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            Csi csi = MadeUpDirectory.csi(random.nextInt(people));
            Token token = tokens.get(i);
            LookupRequest question =
                    new LookupRequest(csi, Optional.of(keys.get(i).prove(dp, token.nullifier(), csi)));
            questions.add(new Question(question.encode(), new PrivateTokenCredentials(token).encode()));
        }
        return questions;
    }

    private record Question(Bytes body, String authorization) {
        HttpRequest direct(URI lookups) {
            return post(lookups, LookupRequest.MEDIA_TYPE, body)
                    .header("Authorization", authorization)
                    .build();
        }

        HttpRequest sealed(URI gateway, OhttpKeyConfig key) {
            return post(
                            gateway,
                            OhttpClientRequest.MEDIA_TYPE,
                            key.encapsulate(SIZES.pad(inner().encode())).encapsulated())
                    .build();
        }

        private BinaryRequest inner() {
            Fields fields = Fields.EMPTY
                    .with("authorization", authorization)
                    .with("content-type", LookupRequest.MEDIA_TYPE)
                    .with("date", HttpDate.format(Instant.now()));
            String dp = MadeUpDirectory.authority().name();
            return new BinaryRequest("POST", "https", dp, LookupRequest.PATH, fields, body, Fields.EMPTY);
        }

        private static HttpRequest.Builder post(URI to, String mediaType, Bytes body) {
            return HttpRequest.newBuilder(to)
                    .timeout(PATIENCE)
                    .header("Content-Type", mediaType)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
        }
    }
}
