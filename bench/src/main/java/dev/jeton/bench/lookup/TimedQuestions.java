package dev.jeton.bench.lookup;

import dev.jeton.bench.lookup.TimedQuestion.Kind;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Questions of all kinds about a directory of made-up people, in random order. */
final class TimedQuestions {
    /** How many keys have a mapping of {@link #POPULAR}. */
    static final int MANY = 8;

    /** Who is found {@value #MANY} times, and who chose not to be found: beside those who were imported. */
    static final Csi POPULAR = MadeUpDirectory.csi(70_000);

    static final Csi HIDDEN = MadeUpDirectory.csi(70_001);

    private static final int NOBODY = 40_000;
    private static final int NOBODIES = 10_000;
    private static final SizeClasses SIZES = new SizeClasses(2048);
    private static final String GATEWAY = "/.well-known/ohttp-gateway";

    private final LocalIssuer issuer;
    private final OhttpKeyConfig key;
    private final OneConnection connection;
    private final int people;

    /**
     * @param key of the gateway
     * @param connection that they are to be sent over
     * @param people who were imported
     */
    TimedQuestions(LocalIssuer issuer, OhttpKeyConfig key, OneConnection connection, int people) {
        this.issuer = issuer;
        this.key = key;
        this.connection = connection;
        this.people = people;
    }

    /** {@code each} of every kind, to be sent within a minute. */
    List<TimedQuestion> make(int each) {
        List<TimedQuestion> questions = new ArrayList<>(Stream.of(Kind.values())
                .parallel()
                .flatMap(kind -> make(kind, each).stream())
                .toList());
        Collections.shuffle(questions, new Random());
        return questions;
    }

    private List<TimedQuestion> make(Kind kind, int count) {
        String dp = MadeUpDirectory.authority().name();
        SplittableRandom random = new SplittableRandom();
        List<OneTimeKey> keys =
                Stream.generate(OneTimeKey::generate).limit(count).toList();
        List<Token> tokens =
                issuer.tokens(dp, keys.stream().map(OneTimeKey::nonce).toList());
        return IntStream.range(0, count)
                .mapToObj(i -> question(kind, csi(kind, random), keys.get(i), tokens.get(i), dp))
                .toList();
    }

    private Csi csi(Kind kind, SplittableRandom random) {
        return switch (kind) {
            case MISS, DIRECT_MISS -> MadeUpDirectory.csi(NOBODY + random.nextInt(NOBODIES));
            case OPT_OUT -> HIDDEN;
            case MANY -> POPULAR;
            case HIT, LATE_HIT, DIRECT_HIT, REFUSED -> MadeUpDirectory.csi(random.nextInt(people));
        };
    }

    private TimedQuestion question(Kind kind, Csi csi, OneTimeKey oneTimeKey, Token token, String dp) {
        Bytes body = new LookupRequest(csi, Optional.of(oneTimeKey.prove(dp, token.nullifier(), csi))).encode();
        String credentials = new PrivateTokenCredentials(kind == Kind.REFUSED ? forged(token) : token).encode();
        if (kind.isDirect()) {
            String field = "Authorization: " + credentials + "\r\n";
            Bytes request = connection.post(LookupRequest.PATH, LookupRequest.MEDIA_TYPE, field, body);
            return new TimedQuestion(kind, request, Optional.empty());
        }
        Fields fields = Fields.EMPTY
                .with("authorization", credentials)
                .with("content-type", LookupRequest.MEDIA_TYPE)
                .with("date", HttpDate.format(Instant.now()));
        Bytes inner = new BinaryRequest("POST", "https", dp, LookupRequest.PATH, fields, body, Fields.EMPTY).encode();
        OhttpClientRequest sealed = key.encapsulate(SIZES.pad(inner));
        Bytes request = connection.post(GATEWAY, OhttpClientRequest.MEDIA_TYPE, "", sealed.encapsulated());
        return new TimedQuestion(kind, request, Optional.of(sealed));
    }

    private static Token forged(Token token) {
        byte[] signature = token.authenticator().toArray();
        signature[signature.length - 1] ^= 1;
        return new Token(token.nonce(), token.challengeDigest(), token.tokenKeyId(), Bytes.of(signature));
    }
}
