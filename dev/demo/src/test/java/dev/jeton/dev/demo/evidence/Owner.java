package dev.jeton.dev.demo.evidence;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.mapping.MappingPublisher;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.world.Recipients;
import dev.jeton.dev.demo.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/** Publishes twice; one in five does not want to be found, another takes everything back, and all try to publish nonsense. */
final class Owner implements Callable<Void> {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final World world;
    private final HttpTransport transport;
    private final Csi csi;
    private final int number;

    Owner(World world, HttpTransport transport, Csi csi, int number) {
        this.world = world;
        this.transport = transport;
        this.csi = csi;
        this.number = number;
    }

    @Override
    public Void call() throws ServiceFailure {
        OwnedCsi owned = new Recipients(world).attested(csi, JoseAlgorithm.ES256);
        MappingPublisher publisher =
                new MappingPublisher(transport, world.lookupAt().origin(), InstantSource.system());
        publisher.publish(owned, List.of(Recipients.msp("mimi://owl.example")));
        publisher.publish(
                owned,
                number % 5 == 0 ? List.of() : List.of(Recipients.msp("mimi://heron.example", "Family", "Business")));
        if (number % 5 == 1) {
            publisher.remove(owned);
        }
        Mapping elsewhere = owned.mapping(
                world.issuerAt().origin().authority(),
                1,
                Instant.now(),
                List.of(Recipients.msp("mimi://elsewhere.example")));
        String signed = owned.sign(elsewhere);
        refused(signed);
        refused(signed.substring(0, signed.length() - 6) + "AAAAAA");
        refused("{\"csi\":\"" + csi.uri() + "\"}");
        return null;
    }

    private void refused(String body) throws ServiceFailure {
        int status = transport
                .send(Request.of(
                        Request.Method.PUT,
                        world.lookupAt().origin().at("/v1/mappings"),
                        "application/jwt",
                        Bytes.ofUtf8(body),
                        Problem.MAX_BYTES,
                        DEADLINE))
                .status();
        if (status < 400 || status > 499) {
            throw new AssertionError("published, or not for the right reason: " + status);
        }
    }
}
