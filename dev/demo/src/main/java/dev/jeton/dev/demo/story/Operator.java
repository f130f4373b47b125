package dev.jeton.dev.demo.story;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.dev.demo.world.World;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Who runs the issuer, with the key that its document names. */
final class Operator {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_ENTRIES = 2;

    private final World world;
    private final HttpTransport transport;

    Operator(World world, HttpTransport transport) {
        this.world = world;
        this.transport = transport;
    }

    /** {@code suspended}. */
    String suspendMsp() throws ServiceFailure {
        return change(Request.Method.PUT, "too much spam");
    }

    /** {@code not suspended}. */
    String resumeMsp() throws ServiceFailure {
        return change(Request.Method.DELETE, "they have found the spammer");
    }

    private String change(Request.Method method, String reason) throws ServiceFailure {
        String host = World.MSP.uri().substring("mimi://".length());
        URI uri = world.issuerAt().origin().at("/v1/admin/msps/" + host + "/suspension");
        Response response = transport.send(Request.of(
                        method,
                        uri,
                        "application/json",
                        new JsonWriter().put("reason", reason).toBytes(),
                        MAX_BYTES,
                        DEADLINE)
                .with("Authorization", "Bearer " + credential()));
        if (response.status() != 200) {
            throw Refused.of(world.issuerAt().origin(), response);
        }
        return JsonObject.parse("suspension", response.body(), MAX_BYTES)
                        .strings("suspended-by", MAX_ENTRIES, MAX_BYTES)
                        .isEmpty()
                ? "not suspended"
                : "suspended";
    }

    private String credential() {
        return OperatorCredential.forOperator(
                        World.OPERATOR, world.issuerAt().origin().url(), Validity.of(Instant.now(), LIFE))
                .sign(world.operatorKey());
    }
}
