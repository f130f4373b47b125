package dev.jeton.lookup.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.DpClient.Coin;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.StatementLog;
import dev.jeton.lookup.testing.TestIssuer;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LookupStack.class)
class LookupIT {
    private static final Csi NOBODY = new Csi("tel:+14155559999");

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final TestIssuer issuer = stack.issuer();

    @Test
    void lookup_twoKeysOfOneIdentifier_givesBothMappings() throws Exception {
        Csi csi = new Csi("tel:+14155552001");
        String first = publish(csi, "mimi://one.example", "mimi://two.example");
        String second = publish(csi, "mimi://three.example");

        LookupAnswer answer = DpClient.answer(client.lookup(client.coin(), csi));

        assertThat(answer.mappings()).containsExactlyInAnyOrder(first, second);
        assertThat(answer.sources())
                .containsExactly(new SourceResult(new Authority(stack.dpAuthority()), SourceOutcome.ANSWERED));
    }

    @Test
    void lookup_mailAddress_isFound() throws Exception {
        Csi csi = new Csi("mailto:bob@example.com");
        String mapping = publish(csi, "mimi://one.example");

        assertThat(DpClient.answer(client.lookup(client.coin(), csi)).mappings())
                .containsExactly(mapping);
    }

    @Test
    void lookup_anotherSpelling_isTheSameQuestion() throws Exception {
        Csi csi = new Csi("tel:+14155552005");
        String mapping = publish(csi, "mimi://one.example");
        Bytes question = Bytes.ofUtf8("{\"csi\":\"TEL:+1-(415)-555-2005\"}");
        Token token = client.plainToken();

        assertThat(DpClient.answer(client.lookup(token, question)).mappings()).containsExactly(mapping);
        assertThat(DpClient.answer(client.lookup(token, csi)).mappings()).containsExactly(mapping);
    }

    @Test
    void lookup_nobody_isAnsweredWithoutMappings() throws Exception {
        LookupAnswer answer = DpClient.answer(client.lookup(client.coin(), NOBODY));

        assertThat(answer.mappings()).isEmpty();
        assertThat(answer.sources())
                .containsExactly(new SourceResult(new Authority(stack.dpAuthority()), SourceOutcome.ANSWERED));
    }

    @Test
    void lookup_ownerWhoChoseNotToBeFound_givesHisMappingWithoutProviders() throws Exception {
        Csi csi = new Csi("tel:+14155552002");
        String optOut = publish(csi);

        assertThat(DpClient.answer(client.lookup(client.coin(), csi)).mappings())
                .containsExactly(optOut);
    }

    @Test
    void lookup_hitMissAndOptOut_costTheSameStatements() throws Exception {
        Csi found = new Csi("tel:+14155552006");
        Csi hidden = new Csi("tel:+14155552007");
        publish(found, "mimi://one.example");
        publish(found, "mimi://two.example");
        publish(hidden);
        client.lookup(client.coin(), NOBODY); // Once, so that a new connection is no difference.

        StatementLog log = new StatementLog(stack.postgres().log());
        List<Long> statements = new ArrayList<>();
        for (Csi csi : List.of(found, NOBODY, hidden)) {
            Coin coin = client.coin();
            int before = log.size();
            DpClient.answer(client.lookup(coin, csi));
            statements.add(log.ofRequests(before, log.size()));
        }

        assertThat(statements).containsOnly(1L);
    }

    @Test
    void lookup_withoutProof_isAnswered() throws Exception {
        assertThat(DpClient.answer(client.lookup(client.plainToken(), NOBODY)).mappings())
                .isEmpty();
    }

    @Test
    void lookup_sameTokenForAnotherIdentifier_isSpent() throws Exception {
        Coin coin = client.coin();
        DpClient.answer(client.lookup(coin, NOBODY));

        assertRefused(client.lookup(coin, new Csi("tel:+14155552003")), ProblemType.TOKEN_SPENT);
    }

    @Test
    void lookup_sameTokenForTheSameIdentifier_isAnsweredThreeTimesMore() throws Exception {
        Coin coin = client.coin();
        byte[] first = client.lookup(coin, NOBODY).body();

        for (int retry = 1; retry <= 3; retry++) {
            assertThat(client.lookup(coin, NOBODY).body()).isEqualTo(first);
        }
        assertRefused(client.lookup(coin, NOBODY), ProblemType.TOKEN_SPENT);
    }

    @Test
    void lookup_oneTokenForManyIdentifiersAtOnce_isAnsweredOnce() throws Exception {
        Coin coin = client.coin();
        List<CompletableFuture<HttpResponse<byte[]>>> race = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            race.add(client.lookingUp(coin, new Csi("tel:+14155553%03d".formatted(i))));
        }

        List<HttpResponse<byte[]>> responses =
                race.stream().map(CompletableFuture::join).toList();

        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .hasSize(1);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 200)
                .allSatisfy(response -> assertRefused(response, ProblemType.TOKEN_SPENT));
    }

    @Test
    void lookup_withoutToken_isToldWhichTokensWouldDo() throws Exception {
        HttpResponse<byte[]> response = client.send(question(NOBODY));

        assertRefused(response, ProblemType.TOKEN_MISSING);
        assertRefused(client.send(question(NOBODY).header("Authorization", "Bearer x")), ProblemType.TOKEN_MISSING);
    }

    @Test
    void lookup_tokenThatIsNone_isMalformed() throws Exception {
        Bytes truncated = client.coin().token().encode().slice(0, Token.BYTES - 1);

        for (String value : List.of(truncated.toBase64UrlPadded(), "", "!")) {
            assertRefused(
                    client.send(question(NOBODY).header("Authorization", "PrivateToken token=\"" + value + "\"")),
                    ProblemType.TOKEN_MALFORMED);
        }
        assertRefused(client.send(question(NOBODY).header("Authorization", "=")), ProblemType.TOKEN_MALFORMED);
    }

    @Test
    void lookup_keyThatNoIssuerPublishes_isUnknown() throws Exception {
        Coin coin = coin(issuer.unpublishedKey(), stack.dpAuthority());

        assertRefused(client.lookup(coin, NOBODY), ProblemType.TOKEN_UNKNOWN_KEY);
    }

    @Test
    void lookup_tokenForAnotherProvider_hasTheWrongChallenge() throws Exception {
        Coin coin = coin(issuer.currentKey(), "other.example");

        assertRefused(client.lookup(coin, NOBODY), ProblemType.TOKEN_WRONG_CHALLENGE);
    }

    @Test
    void lookup_tokenOfAPastEpoch_isExpired() throws Exception {
        Coin coin = coin(issuer.expiredKey(), stack.dpAuthority());

        assertRefused(client.lookup(coin, NOBODY), ProblemType.TOKEN_EXPIRED);
    }

    @Test
    void lookup_forgedToken_isInvalidAndSpendsNothing() throws Exception {
        Coin coin = client.coin();
        byte[] signature = coin.token().authenticator().toArray();
        signature[200] ^= 1;
        Token good = coin.token();
        Token forged = new Token(good.nonce(), good.challengeDigest(), good.tokenKeyId(), Bytes.of(signature));

        assertRefused(client.lookup(new Coin(forged, coin.key()), NOBODY), ProblemType.TOKEN_INVALID);
        DpClient.answer(client.lookup(coin, NOBODY));
    }

    @Test
    void lookup_proofForAnotherQuestion_isInvalidAndSpendsNothing() throws Exception {
        Coin coin = client.coin();
        Csi other = new Csi("tel:+14155552004");
        QueryProof forOther = coin.key().prove(stack.dpAuthority(), coin.token().nullifier(), other);
        QueryProof forOtherDp = coin.key().prove("other.example", coin.token().nullifier(), NOBODY);
        QueryProof byAnotherKey =
                OneTimeKey.generate().prove(stack.dpAuthority(), coin.token().nullifier(), NOBODY);

        for (QueryProof proof : List.of(forOther, forOtherDp, byAnotherKey)) {
            Bytes body = new LookupRequest(NOBODY, Optional.of(proof)).encode();
            assertRefused(client.lookup(coin.token(), body), ProblemType.PROOF_INVALID);
        }
        DpClient.answer(client.lookup(coin, NOBODY));
    }

    private String publish(Csi csi, String... msps) throws Exception {
        String mapping = new TestOwner(stack.csip(), csi).mapping(stack.dpAuthority(), 1, msps);
        assertThat(client.publish(mapping).statusCode()).isEqualTo(204);
        return mapping;
    }

    private Coin coin(TokenSigningKey key, String dp) {
        OneTimeKey oneTimeKey = OneTimeKey.generate();
        return new Coin(issuer.token(key, dp, oneTimeKey.nonce()), oneTimeKey);
    }

    private HttpRequest.Builder question(Csi csi) {
        byte[] body = new LookupRequest(csi, Optional.empty()).encode().toArray();
        return client.request("/v1/lookups")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private void assertRefused(HttpResponse<byte[]> response, ProblemType type) {
        assertThat(DpClient.problem(response)).isEqualTo(type);
        String header =
                response.headers().firstValue(PrivateTokenChallenge.HEADER).orElse("");
        assertThat(PrivateTokenChallenge.parseAll(header))
                .containsExactly(PrivateTokenChallenge.of(
                        TokenChallenge.of(issuer.name(), stack.dpAuthority()).encode(),
                        issuer.currentKey().publicKey().encode()));
    }
}
