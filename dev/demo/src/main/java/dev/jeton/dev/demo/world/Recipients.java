package dev.jeton.dev.demo.world;

import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.mapping.MappingPublisher;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.dev.demo.toy.ToyCsip;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** People who own identifiers, with the keys on their devices. Safe for concurrent use. */
public final class Recipients {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final World world;
    private final MappingPublisher publisher;

    public Recipients(World world) {
        this.world = world;
        this.publisher =
                new MappingPublisher(world.transport(), world.lookupAt().origin(), InstantSource.system());
    }

    /** A provider in a mapping, without tags. */
    public static Mapping.Entry msp(String uri, String... tags) {
        return new Mapping.Entry(new MspUri(uri), List.of(tags));
    }

    /** The owner of {@code csi} makes a key and has the CSIP attest it. */
    public OwnedCsi attested(Csi csi, JoseAlgorithm algorithm) throws ServiceFailure {
        JoseSigningKey key = JoseSigningKey.generate(algorithm);
        return OwnedCsi.of(attestation(csi, key), key);
    }

    /** The CSIP's attestation of {@code csi} to {@code key}, for whoever has received the code. */
    public String attestation(Csi csi, JoseSigningKey key) throws ServiceFailure {
        JsonWriter question = new JsonWriter()
                .put("csi", csi.uri())
                .put("code", world.possessionCodes().codeFor(csi))
                .put("jwk", key.publicKey().toJwk());
        Response response = world.transport()
                .send(Request.of(
                        Request.Method.POST,
                        world.csipAt().origin().at(ToyCsip.ATTESTATIONS_PATH),
                        "application/json",
                        question.toBytes(),
                        CsiAttestation.MAX_CHARS,
                        DEADLINE));
        if (response.status() != 200) {
            throw Refused.of(world.csipAt().origin(), response);
        }
        return new String(response.body().toArray(), StandardCharsets.US_ASCII);
    }

    /** The owner publishes which providers reach him; none: he chooses not to be found. */
    public void publish(OwnedCsi owned, List<Mapping.Entry> msps) throws ServiceFailure {
        publisher.publish(owned, msps);
    }
}
