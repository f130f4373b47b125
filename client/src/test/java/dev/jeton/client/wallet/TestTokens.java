package dev.jeton.client.wallet;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Tokens that no issuer signed: a wallet keeps what it is given. */
final class TestTokens {
    static final TokenScope SCOPE =
            new TokenScope(HttpsOrigin.parse("https://issuer.example"), HttpsOrigin.parse("https://localhost:8443"));
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final Instant TOMORROW = NOW.plusSeconds(86_400);

    private static final Random RANDOM = new Random(1);

    private TestTokens() {}

    static FreshToken fresh(TokenScope scope, Instant notAfter) {
        OneTimeKey key = OneTimeKey.generate();
        Token token = new Token(
                key.nonce(), scope.challenge().digest(), new TokenKeyId(random(32)), random(Token.AUTHENTICATOR_BYTES));
        return new FreshToken(token, key, notAfter);
    }

    static List<FreshToken> tokens(int count) {
        return IntStream.range(0, count).mapToObj(i -> fresh(SCOPE, TOMORROW)).toList();
    }

    static Csi number(int i) {
        return new Csi("tel:+1415555%04d".formatted(i));
    }

    private static Bytes random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
