package dev.jeton.redeemer.service.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.service.it.RedeemerProcess.Offer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of tokens. */
class RedemptionsIT {
    private final TestIssuer issuer = Stores.shared().issuer;
    private final RedeemerProcess redeemer = Redeemers.first();

    @Test
    void freshToken_isAccepted_replayedForTheSame_andSpentForAnythingElse() {
        Token token = fresh();

        assertThat(redeemer.redeem(new Offer(token, "first"))).containsExactly("accepted");
        assertThat(redeemer.redeem(new Offer(token, "first"))).containsExactly("replayed");
        assertThat(redeemer.redeem(new Offer(token, "second"))).containsExactly("spent");
        assertThat(redeemer.redeem(new Offer(token, ""))).containsExactly("spent");
    }

    @Test
    void request_isAnsweredElementByElement_inOrder() {
        Token good = fresh();
        List<String> outcomes = redeemer.redeem(
                new Offer(good, "a"),
                new Offer(tampered(fresh()), "b"),
                new Offer(issuer.token(issuer.expired, Stores.AUTHORITY), "c"),
                new Offer(issuer.token(issuer.unpublished, Stores.AUTHORITY), "d"),
                new Offer(issuer.token(issuer.current, "other.example"), "e"),
                new Offer(fresh(), "x".repeat(257)),
                new Offer(fresh(), "\u0001".repeat(256)));

        assertThat(outcomes)
                .containsExactly(
                        "accepted", "invalid", "expired", "unknown-key", "wrong-challenge", "malformed", "accepted");
        assertThat(redeemer.redeem(new Offer(good, "a"))).containsExactly("replayed");
    }

    @Test
    void sameTokenTwiceInOneRequest_isAcceptedOnce() {
        Token token = fresh();

        assertThat(redeemer.redeem(new Offer(token, "a"), new Offer(token, "b")))
                .containsExactlyInAnyOrder("accepted", "spent");
    }

    @Test
    void elementThatIsNoToken_spoilsNoOther() {
        String good = RedeemerProcess.body(List.of(new Offer(fresh(), "")));
        String element = good.substring(good.indexOf('[') + 1, good.lastIndexOf(']'));
        String body = "{\"redemptions\":[{},{\"token\":\"AAEC\",\"context\":\"\"}," + element
                + ",{\"token\":3,\"context\":[]}]}";

        assertThat(RedeemerProcess.outcomes(redeemer.send(redeemer.post(body))))
                .containsExactly("malformed", "malformed", "accepted", "malformed");
    }

    @Test
    void redeemerWhoseIssuerWasNeverThere_saysThatKeysAreUnavailable() {
        RedeemerProcess lonely = RedeemerProcess.alive(
                Stores.shared().ledger, "localhost:1", "lonely", Map.of("jeton.redeemer.issuer-keys.timeout", "1s"));
        try {
            Token token = TestIssuer.token(issuer.current, "localhost:1", Stores.AUTHORITY);
            assertThat(lonely.redeem(new Offer(token, ""))).containsExactly("keys-unavailable");
            assertThat(lonely.isReady()).isFalse();
        } finally {
            lonely.stop();
        }
    }

    @Test
    void outcomes_areCounted() {
        double before = redeemer.metric("jeton_redeemer_redemptions_total{outcome=\"accepted\"}");
        Offer[] offers = new Offer[5];
        for (int i = 0; i < offers.length; i++) {
            offers[i] = new Offer(fresh(), "context-" + i);
        }
        redeemer.redeem(offers);

        assertThat(redeemer.metric("jeton_redeemer_redemptions_total{outcome=\"accepted\"}"))
                .isGreaterThanOrEqualTo(before + 5);
        assertThat(redeemer.log()).contains("event=redemptions caller=front.localhost count=5 accepted=5");
    }

    private Token fresh() {
        return issuer.token(issuer.current, Stores.AUTHORITY);
    }

    private static Token tampered(Token token) {
        byte[] authenticator = token.authenticator().toArray();
        authenticator[100] ^= 1;
        return new Token(token.nonce(), token.challengeDigest(), token.tokenKeyId(), Bytes.of(authenticator));
    }
}
