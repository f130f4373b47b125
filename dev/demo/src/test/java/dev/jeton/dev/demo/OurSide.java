package dev.jeton.dev.demo;

import static dev.jeton.crypto.token.TokenType.BLIND_RSA;
import static dev.jeton.crypto.token.TokenType.VOPRF;

import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.PendingVoprfToken;
import dev.jeton.crypto.token.PendingVoprfTokens;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.token.VoprfTokenRequest;
import dev.jeton.crypto.token.VoprfTokenResponse;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers for our code: a line of words in, a line of words out. A question is a verb and its arguments in hex, counts in
 * decimal; an answer is {@code ok} with byte strings in hex, or {@code refused}, the field and why. Client, issuer and
 * origin in one, with one key of each type and one request pending.
 */
final class OurSide {
    /** Gets tokens from the running issuer as an app does, encoded. */
    interface Sdk {
        List<Bytes> tokens(int count) throws Exception;
    }

    private final Sdk sdk;
    private final OurOhttpSide oblivious = new OurOhttpSide();
    private final TokenSigningKey signingKey = TokenSigningKey.generate();
    private final VoprfTokenSecretKey secretKey = VoprfTokenSecretKey.generate();
    private Function<Bytes, List<Token>> pending = response -> {
        throw new IllegalStateException("nothing has been asked for");
    };

    OurSide(Sdk sdk) {
        this.sdk = sdk;
    }

    String answer(String question) throws Exception {
        String[] words = question.split(" ");
        try {
            return answer(words[0], Arrays.asList(words).subList(1, words.length)).stream()
                    .map(bytes -> " " + bytes.toHex())
                    .collect(Collectors.joining("", "ok", ""));
        } catch (MalformedMessage e) {
            return "refused " + e.field() + " " + e.getMessage();
        }
    }

    private List<Bytes> answer(String verb, List<String> words) throws Exception {
        Function<Integer, Bytes> argument = i -> Bytes.ofHex(words.get(i).equals("-") ? "" : words.get(i));
        return switch (verb) {
            case "new-key" -> newKey(type(Integer.parseInt(words.get(0))));
            case "key" -> key(argument.apply(0));
            case "challenge" ->
                List.of(TokenChallenge.of(
                                type(Integer.parseInt(words.get(0))),
                                text(argument.apply(1)),
                                text(argument.apply(2)),
                                0)
                        .encode());
            case "issue" -> List.of(issue(argument.apply(0)));
            case "issue-batch" ->
                List.of(secretKey
                        .blindEvaluate(AmortizedBatchTokenRequest.parse(argument.apply(0)))
                        .encode());
            case "blind" -> List.of(blind(argument.apply(0), digest(argument.apply(1))));
            case "blind-batch" ->
                List.of(blindBatch(argument.apply(0), digest(argument.apply(1)), Integer.parseInt(words.get(2))));
            case "finish" ->
                pending.apply(argument.apply(0)).stream().map(Token::encode).toList();
            case "verify" ->
                List.of(Bytes.ofUtf8(
                        verify(argument.apply(0), digest(argument.apply(1)), Token.parse(argument.apply(2)))));
            case "print-challenge" ->
                List.of(Bytes.ofUtf8(PrivateTokenChallenge.of(
                                TokenChallenge.parse(argument.apply(0)).encode(), argument.apply(1))
                        .encode()));
            case "parse-challenges" ->
                PrivateTokenChallenge.parseAll(text(argument.apply(0))).stream()
                        .flatMap(read ->
                                Stream.of(read.challenge(), read.tokenKey().orElseThrow()))
                        .toList();
            case "print-credentials" ->
                List.of(Bytes.ofUtf8(new PrivateTokenCredentials(Token.parse(argument.apply(0))).encode()));
            case "parse-credentials" ->
                List.of(PrivateTokenCredentials.parse(text(argument.apply(0)))
                        .orElseThrow()
                        .token()
                        .encode());
            case "sdk-tokens" -> sdk.tokens(Integer.parseInt(words.get(0)));
            default -> oblivious.answer(verb, argument::apply, words);
        };
    }

    private List<Bytes> newKey(TokenType type) {
        return type == BLIND_RSA
                ? List.of(
                        signingKey.publicKey().encode(),
                        signingKey.publicKey().keyId().value())
                : List.of(
                        secretKey.publicKey().encode(),
                        secretKey.publicKey().keyId().value());
    }

    private static List<Bytes> key(Bytes tokenKey) {
        if (isVoprf(tokenKey)) {
            VoprfTokenPublicKey key = VoprfTokenPublicKey.parse(tokenKey);
            return List.of(key.encode(), key.keyId().value());
        }
        TokenPublicKey key = TokenPublicKey.parse(tokenKey);
        return List.of(key.encode(), key.keyId().value());
    }

    private Bytes issue(Bytes request) {
        return request.size() == VoprfTokenRequest.BYTES
                ? secretKey.blindEvaluate(VoprfTokenRequest.parse(request)).encode()
                : signingKey.blindSign(TokenRequest.parse(request)).encode();
    }

    private Bytes blind(Bytes tokenKey, ChallengeDigest challenge) {
        if (isVoprf(tokenKey)) {
            PendingVoprfToken token = PendingVoprfToken.blind(VoprfTokenPublicKey.parse(tokenKey), challenge, nonce());
            pending = response -> List.of(token.finish(VoprfTokenResponse.parse(response)));
            return token.request().encode();
        }
        PendingToken token = PendingToken.blind(TokenPublicKey.parse(tokenKey), challenge, nonce());
        pending = response -> List.of(token.finish(TokenResponse.parse(response)));
        return token.request().encode();
    }

    private Bytes blindBatch(Bytes tokenKey, ChallengeDigest challenge, int count) {
        List<Nonce> nonces = Stream.generate(OurSide::nonce).limit(count).toList();
        if (isVoprf(tokenKey)) {
            PendingVoprfTokens tokens =
                    PendingVoprfTokens.blind(VoprfTokenPublicKey.parse(tokenKey), challenge, nonces);
            pending = response -> tokens.finish(AmortizedBatchTokenResponse.parse(response));
            return tokens.request().encode();
        }
        TokenPublicKey key = TokenPublicKey.parse(tokenKey);
        List<PendingToken> tokens = PendingToken.blindAll(key, challenge, nonces);
        pending = response -> {
            var responses = GenericBatchTokenResponse.parse(response).tokenResponses();
            return Stream.iterate(0, i -> i + 1)
                    .limit(count)
                    .map(i -> tokens.get(i).finish(responses.get(i).orElseThrow()))
                    .toList();
        };
        return new GenericBatchTokenRequest(
                        tokens.stream().map(PendingToken::request).toList())
                .encode();
    }

    /** As an origin would that wants {@code challenge} and knows {@code tokenKey}. */
    private String verify(Bytes tokenKey, ChallengeDigest challenge, Token token) {
        if (!token.challengeDigest().equals(challenge)) {
            return "wrong challenge";
        }
        boolean genuine = isVoprf(tokenKey)
                ? secretKey.publicKey().encode().equals(tokenKey) && secretKey.verify(token)
                : TokenPublicKey.parse(tokenKey).verify(token);
        return genuine ? "accepted" : "invalid";
    }

    private static boolean isVoprf(Bytes tokenKey) {
        return tokenKey.size() == VoprfTokenPublicKey.BYTES;
    }

    private static ChallengeDigest digest(Bytes challenge) {
        return TokenChallenge.parse(challenge).digest();
    }

    private static Nonce nonce() {
        return OneTimeKey.generate().nonce();
    }

    private static TokenType type(int code) {
        return code == VOPRF.code() ? VOPRF : BLIND_RSA;
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }
}
