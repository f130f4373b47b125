package dev.jeton.issuer.it;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** An operator, as {@code jeton operator} makes one. */
record ToyOperator(String name, JoseSigningKey key) {
    static ToyOperator named(String name) {
        return new ToyOperator(name, JoseSigningKey.generate(JoseAlgorithm.EDDSA));
    }

    String credential() {
        return credential(IssuerProcess.BASE_URL).sign(key);
    }

    OperatorCredential credential(String audience) {
        return OperatorCredential.forOperator(name, audience, Validity.of(Instant.now(), Duration.ofMinutes(5)));
    }

    void register(Path directory) {
        JsonWriter document = new JsonWriter()
                .put("apiVersion", "jeton.dev/v1")
                .put("kind", "Operator")
                .put("metadata", new JsonWriter().put("name", name))
                .put("spec", JwkSet.of(key.publicKey()).toJson().put("name", name));
        try {
            Files.write(file(directory), document.toBytes().toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void unregister(Path directory) {
        try {
            Files.deleteIfExists(file(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Path directory) {
        return directory.resolve(name + ".json");
    }
}
