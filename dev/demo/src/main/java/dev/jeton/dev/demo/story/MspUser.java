package dev.jeton.dev.demo.story;

import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.issuance.AttestationSupplier;
import dev.jeton.client.issuance.AttestationUnavailable;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.world.Account;
import dev.jeton.dev.demo.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A user of the toy MSP, who gets attestations with his password. */
final class MspUser implements AttestationSupplier {
    private static final int MAX_CHARS = 4096;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final World world;
    private final Account account;

    MspUser(World world, Account account) {
        this.world = world;
        this.account = account;
    }

    @Override
    public String attestation(String issuerUrl, long epoch) throws AttestationUnavailable {
        String credentials = account.name() + ":" + account.password();
        Request request = Request.of(
                        Request.Method.POST,
                        world.mspAt().origin().at(ToyMsp.ATTESTATIONS_PATH),
                        "application/json",
                        new JsonWriter()
                                .put("issuer", issuerUrl)
                                .put("epoch", epoch)
                                .toBytes(),
                        MAX_CHARS,
                        DEADLINE)
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        try {
            Response response = world.transport().send(request);
            if (response.status() != 200) {
                throw new AttestationUnavailable("the toy MSP answered " + response.status());
            }
            return new String(response.body().toArray(), StandardCharsets.US_ASCII);
        } catch (ServiceFailure e) {
            throw new AttestationUnavailable(String.valueOf(e.getMessage()));
        }
    }
}
