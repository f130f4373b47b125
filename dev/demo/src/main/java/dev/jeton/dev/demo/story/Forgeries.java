package dev.jeton.dev.demo.story;

import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.world.Recipients;
import dev.jeton.dev.demo.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Documents and tokens that look right and are not. */
final class Forgeries {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final World world;
    private final Attacker attacker;
    private final JoseSigningKey ownKey = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    Forgeries(World world, Attacker attacker) {
        this.world = world;
        this.attacker = attacker;
    }

    /** An attestation by a provider that the issuer does not know. */
    String attestationOfUnknownMsp() throws ServiceFailure {
        return attestation(new MspUri("mimi://unknown.example"), Instant.now()).sign(ownKey);
    }

    /** An attestation in the name of the toy MSP, by another key. */
    String attestationOfAnotherKey() throws ServiceFailure {
        return attestation(World.MSP, Instant.now()).sign(ownKey);
    }

    /** An attestation that the toy MSP gave an hour ago. */
    String oldAttestation() throws ServiceFailure {
        return attestation(World.MSP, Instant.now().minus(Duration.ofHours(1))).sign(world.mspKey());
    }

    /** An attestation whose header says that it needs no signature (RFC 8725, Section 2.1). */
    String attestationWithoutSignature() throws ServiceFailure {
        String signed = attestation(World.MSP, Instant.now()).sign(world.mspKey());
        Bytes header = new JsonWriter()
                .put("alg", "none")
                .put("kid", world.mspKey().publicKey().thumbprint())
                .put("typ", SenderAttestation.TYPE)
                .toBytes();
        return header.toBase64Url() + "." + signed.substring(signed.indexOf('.') + 1, signed.lastIndexOf('.') + 1);
    }

    /** {@code token} with one bit of its signature changed. */
    static Bytes withFlippedBit(Token token) {
        byte[] encoded = token.encode().toArray();
        encoded[encoded.length - 1] ^= 1;
        return Bytes.of(encoded);
    }

    static Bytes truncated(Token token) {
        return token.encode().slice(0, Token.BYTES - 1);
    }

    /** A token that would be good if its key were the issuer's. */
    static Coin tokenOfOwnKey(ChallengeDigest challenge) {
        TokenSigningKey key = TokenSigningKey.generate();
        OneTimeKey oneTimeKey = OneTimeKey.generate();
        PendingToken pending = PendingToken.blind(key.publicKey(), challenge, oneTimeKey.nonce());
        return new Coin(pending.finish(key.blindSign(pending.request())), oneTimeKey);
    }

    /** Takes the attestation that everybody finds in a mapping of {@code csi}, and signs another mapping under it. */
    String publishMappingOfAnotherKey(Recipients recipients, Csi csi) throws ServiceFailure {
        JoseSigningKey ownersKey = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        String ownersAttestation = recipients.attestation(csi, ownersKey);
        Mapping mapping = new Mapping(
                csi,
                world.lookupAt().origin().authority(),
                1,
                Validity.of(Instant.now(), Duration.ofDays(1)),
                List.of(Recipients.msp("mimi://mallory.example")));
        Response response = attacker.send(Request.of(
                Request.Method.PUT,
                world.lookupAt().origin().at("/v1/mappings"),
                "application/jwt",
                Bytes.ofUtf8(mapping.sign(ownKey, ownersAttestation)),
                Problem.MAX_BYTES,
                DEADLINE));
        return response.status() == 204
                ? "published"
                : Step.refusal(Refused.of(world.lookupAt().origin(), response));
    }

    private SenderAttestation attestation(MspUri msp, Instant issuedAt) throws ServiceFailure {
        return SenderAttestation.forSender(
                msp,
                "a-pseudonym",
                attacker.issuerKey().epochId(),
                world.issuerAt().origin().url(),
                World.STANDARD_TIER,
                Validity.of(issuedAt, LIFE));
    }
}
