package dev.jeton.lookup.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.DpClient.Coin;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.SealedClient;
import dev.jeton.lookup.testing.SealedClient.Opened;
import dev.jeton.lookup.testing.StatementLog;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever carries sealed answers, or counts what the stores are asked, learns nothing of whether somebody was found. */
@QuarkusTest
@WithTestResource(LookupStack.class)
class UniformIT {
    private static final String MSP = "mimi://uniform-msp.example";
    /** As many keys as an identifier may have by default. */
    private static final int MANY = 8;

    private static final int TRIES = 10;
    private static final int MOST_TRIES = 40;

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final SealedClient sealed = new SealedClient(stack, client);
    private final Map<Csi, Integer> people = new LinkedHashMap<>();

    @BeforeEach
    void publish() throws Exception {
        Csi miss = new Csi("tel:+14155556101");
        Csi hit = new Csi("tel:+14155556102");
        Csi optOut = new Csi("tel:+14155556103");
        Csi many = new Csi("tel:+14155556104");
        people.put(miss, 0);
        people.put(hit, 1);
        people.put(optOut, 1);
        people.put(many, MANY);
        if (found(sealed.send(sealed.lookup(client.coin(), hit))) == 0) {
            publish(hit, MSP);
            publish(optOut);
            for (int key = 0; key < MANY; key++) {
                publish(many, MSP);
            }
        }
    }

    @Test
    void answers_haveOneSizeOneHeadAndTheirTime_whateverTheySay() throws Exception {
        Coin spent = client.coin();
        sealed.send(sealed.lookup(spent, new Csi("tel:+14155556105")));
        Coin good = client.coin();
        byte[] signature = good.token().authenticator().toArray();
        signature[9] ^= 1;
        Token forged = new Token(
                good.token().nonce(),
                good.token().challengeDigest(),
                good.token().tokenKeyId(),
                Bytes.of(signature));
        Map<String, BinaryRequest> requests = new LinkedHashMap<>();
        people.forEach((csi, mappings) -> requests.put(csi + " 200", sealed.lookup(client.coin(), csi)));
        Csi anybody = people.keySet().iterator().next();
        requests.put("spent 401", sealed.lookup(spent, anybody));
        requests.put("forged 401", sealed.lookup(new Coin(forged, good.key()), anybody));
        requests.put("malformed 400", sealed.request("POST", "/v1/lookups", "application/json", Bytes.ofUtf8("{")));

        Set<Integer> sizes = new HashSet<>();
        Set<HttpHeaders> heads = new HashSet<>();
        for (Map.Entry<String, BinaryRequest> request : requests.entrySet()) {
            OhttpClientRequest sent = sealed.seal(request.getValue());
            long start = System.nanoTime();
            Opened answer = sealed.exchange(sent);
            // Only that it is not earlier: how much later is the machine's.
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LookupStack.ANSWER_AFTER.toNanos());
            HttpResponse<byte[]> outer = answer.outer();
            assertThat(request.getKey())
                    .endsWith(Integer.toString(answer.inner().status()));
            sizes.add(outer.body().length);
            heads.add(outer.headers());
        }

        assertThat(sizes).hasSize(1);
        assertThat(heads).hasSize(1);
    }

    @Test
    void lookups_askTheStoresForTheSame_whoeverIsFound() throws Exception {
        StatementLog log = new StatementLog(stack.postgres().log());
        Map<String, Long> expected = new TreeMap<>();
        for (Map.Entry<Csi, Integer> person : people.entrySet()) {
            Map<String, Long> fewest = new TreeMap<>();
            // The service has errands of its own, each second. They only add.
            for (int tries = 0; tries < TRIES || (!fewest.equals(expected) && tries < MOST_TRIES); tries++) {
                BinaryRequest question = sealed.lookup(client.coin(), person.getKey());
                int statements = log.size();
                Map<String, Long> before = stack.redis().calls();
                Opened answer = sealed.send(question);
                Map<String, Long> after = stack.redis().calls();
                assertThat(found(answer)).isEqualTo(person.getValue());
                Map<String, Long> more = new TreeMap<>();
                after.forEach((command, calls) -> more.put(command, calls - before.getOrDefault(command, 0L)));
                // The first token of a bucket sets the bucket's end, so this depends on the token, not on the person.
                more.remove("expireat");
                more.put("statements of PostgreSQL", log.ofRequests(statements, log.size()));
                more.values().removeIf(calls -> calls == 0);
                if (tries == 0) {
                    fewest.putAll(more);
                }
                fewest.replaceAll((command, calls) -> Math.min(calls, more.getOrDefault(command, 0L)));
                fewest.values().removeIf(calls -> calls == 0);
                if (expected.isEmpty() && tries == TRIES - 1) {
                    expected.putAll(fewest);
                }
            }
            assertThat(fewest)
                    .as("commands for somebody with %s keys", person.getValue())
                    .isEqualTo(expected);
        }
        // Of the replay record and of the ledger: the count is one of something.
        assertThat(expected).containsEntry("statements of PostgreSQL", 1L).containsEntry("evalsha", 2L);
    }

    private void publish(Csi csi, String... msps) throws Exception {
        String mapping = new TestOwner(stack.csip(), csi).mapping(stack.dpAuthority(), 1, msps);
        assertThat(sealed.send(sealed.publish(mapping)).inner().status()).isEqualTo(204);
    }

    private static int found(Opened answer) {
        assertThat(answer.inner().status()).isEqualTo(200);
        return LookupAnswer.parse(answer.inner().content()).mappings().size();
    }
}
