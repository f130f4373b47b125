package dev.jeton.lookup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.ConfigProvider;

/** Alice, who may operate a provider that is {@link Operated}. */
public final class TestOperator {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Known to no other class loader: whoever wants to be her says so, in the directory of operators. */
    private static final JoseSigningKey KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    private final LookupStack stack;
    private final DpClient client;

    private TestOperator(LookupStack stack, DpClient client) {
        this.stack = stack;
        this.client = client;
    }

    /** Returns when the provider knows her. */
    public static TestOperator known(LookupStack stack, DpClient client) throws Exception {
        JsonWriter document = new JsonWriter()
                .put("apiVersion", "jeton.dev/v1")
                .put("kind", "Operator")
                .put("metadata", new JsonWriter().put("name", "alice"))
                .put("spec", JwkSet.of(KEY.publicKey()).toJson().put("name", "alice"));
        Path operators = Path.of(ConfigProvider.getConfig().getValue(Operated.OPERATORS, String.class));
        Files.write(operators.resolve("alice.json"), document.toBytes().toArray());
        TestOperator alice = new TestOperator(stack, client);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (alice.get("/audit").statusCode() != 200) {
            assertThat(System.nanoTime()).as("the operator is known").isLessThan(giveUp);
            Thread.sleep(200);
        }
        return alice;
    }

    public HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(request(path).GET());
    }

    /** With {@code order} as the body, and a reason. */
    public HttpResponse<byte[]> post(String path, JsonWriter order) throws Exception {
        return client.send(posting(path, order));
    }

    public HttpRequest.Builder posting(String path, JsonWriter order) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        order.put("reason", "a test").toBytes().toArray()));
    }

    private HttpRequest.Builder request(String path) {
        String credential = OperatorCredential.forOperator(
                        "alice", Operated.AUDIENCE, Validity.of(Instant.now(), Duration.ofMinutes(5)))
                .sign(KEY);
        return HttpRequest.newBuilder(URI.create(stack.management() + "/v1/admin" + path))
                .header("Authorization", "Bearer " + credential);
    }
}
