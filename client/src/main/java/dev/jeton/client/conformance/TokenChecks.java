package dev.jeton.client.conformance;

import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;

/** Which tokens a discovery provider must refuse, and what it says to those who have none (RFC 9577). */
final class TokenChecks {
    private static final int OK = 200;

    private TokenChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "dp-challenge",
                        "a 401 carries the one challenge that follows from names, and the issuer's key (RFC 9577, Section 2.1)",
                        TokenChecks::challengeIsComputed),
                new Check(
                        "dp-tokens",
                        "a token that is not good is refused, and it is said why",
                        TokenChecks::refusesBadTokens),
                new Check("dp-proof", "a token pays for the question of who has its key", TokenChecks::proofBinds),
                new Check(
                        "dp-retry",
                        "the same question with the same token is answered again",
                        TokenChecks::retryIsAnswered));
    }

    private static String challengeIsComputed(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Response refusal = provider.send(
                        provider.question(deployment.people().stranger(), Optional.empty(), Optional.empty()))
                .response();
        Said.unlessRefused(refusal, ProblemType.TOKEN_MISSING, "a question without a token");
        List<PrivateTokenChallenge> served = challenges(refusal);
        Violation.unless(!served.isEmpty(), "a 401 without a PrivateToken challenge");

        Bytes expected = deployment.challenge().encode();
        Bytes key = deployment.till().signingKey().publicKey().encode();
        boolean hasKey = false;
        for (PrivateTokenChallenge challenge : served) {
            Violation.unless(
                    challenge.challenge().equals(expected), "another challenge than the computed one: a cookie");
            hasKey |= challenge.tokenKey().equals(Optional.of(key));
        }
        Violation.unless(hasKey, "no challenge has the issuer's signing key as token-key");
        return "the computed challenge and no other, with the issuer's signing key";
    }

    private static List<PrivateTokenChallenge> challenges(Response response) throws Violation {
        try {
            return response.headers(PrivateTokenChallenge.HEADER).stream()
                    .flatMap(value -> PrivateTokenChallenge.parseAll(value).stream())
                    .toList();
        } catch (MalformedMessage e) {
            throw new Violation("a malformed challenge: " + e.getMessage(), e);
        }
    }

    private static String refusesBadTokens(Deployment deployment) throws Violation, ServiceFailure {
        Token good = deployment.provider().coin().token();
        byte[] flipped = good.encode().toArray();
        flipped[flipped.length - 1] ^= 1;
        TokenChallenge elsewhere =
                TokenChallenge.of(deployment.target().issuer().authority().name(), "elsewhere.example");
        Coin foreign = deployment.till().buy(elsewhere.digest(), 1).get(0);
        Coin counterfeit = IssuerChecks.counterfeit(deployment.challenge().digest());

        refused(deployment, good.encode().slice(0, Token.BYTES - 1), ProblemType.TOKEN_MALFORMED, "a truncated token");
        refused(deployment, Bytes.of(flipped), ProblemType.TOKEN_INVALID, "a token with one bit changed");
        refused(
                deployment,
                foreign.token().encode(),
                ProblemType.TOKEN_WRONG_CHALLENGE,
                "a token for another provider");
        refused(
                deployment,
                counterfeit.token().encode(),
                ProblemType.TOKEN_UNKNOWN_KEY,
                "a token of a key of one's own");
        return "refused: truncated, one bit changed, for another provider, of another key";
    }

    private static void refused(Deployment deployment, Bytes token, ProblemType demanded, String what)
            throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        String credentials = "PrivateToken token=\"" + token.toBase64UrlPadded() + "\"";
        Response response = provider.send(
                        provider.question(deployment.people().stranger(), Optional.empty(), Optional.of(credentials)))
                .response();
        Said.unlessRefused(response, demanded, what);
    }

    private static String proofBinds(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Csi csi = deployment.people().stranger();
        Coin coin = provider.coin();
        Response stolen = provider.ask(csi, new Coin(coin.token(), OneTimeKey.generate()));
        Said.unlessRefused(stolen, ProblemType.PROOF_INVALID, "a token with a proof by another key");
        Response turned = provider.send(provider.question(
                        csi,
                        Optional.of(coin.proof(
                                provider.authority().name(), deployment.people().stranger())),
                        Optional.of(coin.credentials())))
                .response();
        Said.unlessRefused(turned, ProblemType.PROOF_INVALID, "a proof for another question");
        Response honest = provider.ask(csi, coin);
        Violation.unless(honest.status() == OK, "the token's owner, after both: " + Said.of(honest));
        return "refused: a proof by another key, a proof of another question; neither spent the token";
    }

    private static String retryIsAnswered(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Csi csi = deployment.people().stranger();
        Coin coin = provider.coin();
        Response first = provider.ask(csi, coin);
        Violation.unless(first.status() == OK, "a question with a new token: " + Said.of(first));
        Response again = provider.ask(csi, coin);
        Violation.unless(again.status() == OK, "the same question with the same token, at once: " + Said.of(again));
        return "answered twice, as for a phone that lost the answer";
    }
}
