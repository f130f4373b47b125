package dev.jeton.issuer.it;

import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A provider that vouches for whom it is told to. */
record ToyMsp(MspUri uri, JoseSigningKey key) {
    static ToyMsp named(String host, JoseAlgorithm algorithm) {
        return new ToyMsp(new MspUri("mimi://" + host), JoseSigningKey.generate(algorithm));
    }

    String attest(String pseudonym, long epoch, String audience, String tier) {
        return attestation(pseudonym, epoch, audience, tier).sign(key);
    }

    SenderAttestation attestation(String pseudonym, long epoch, String audience, String tier) {
        Validity validity = Validity.of(Instant.now(), Duration.ofMinutes(5));
        return SenderAttestation.forSender(uri, pseudonym, epoch, audience, tier, validity);
    }

    String host() {
        return uri.uri().substring("mimi://".length());
    }

    /** Writes its registration, with the keys in the document or beside it. */
    void register(Path directory, boolean suspended, boolean keysInFile) {
        String name = host();
        String jwks = new String(JwkSet.of(key.publicKey()).toJson().toBytes().toArray(), StandardCharsets.UTF_8);
        String keys = jwks.substring(jwks.indexOf('['), jwks.lastIndexOf(']') + 1);
        try {
            if (keysInFile) {
                Files.writeString(directory.resolve(name + ".jwks"), jwks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        register(directory, suspended, keysInFile ? "keysFile: " + name + ".jwks" : "keys: " + keys);
    }

    /** Writes its registration, with the keys at {@code keysUrl}. */
    void register(Path directory, URI keysUrl) {
        register(directory, false, "keysUrl: " + keysUrl);
    }

    void unregister(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(host() + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(Path directory, boolean suspended, String keys) {
        try {
            Files.writeString(
                    directory.resolve(host() + ".yaml"),
                    String.join(
                            "\n",
                            "apiVersion: jeton.dev/v1",
                            "kind: MessagingServiceProvider",
                            "metadata: { name: " + host() + " }",
                            "spec:",
                            "  msp: " + uri,
                            "  suspended: " + suspended,
                            "  " + keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
