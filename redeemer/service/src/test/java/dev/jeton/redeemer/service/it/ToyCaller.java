package dev.jeton.redeemer.service.it;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A caller that signs JWTs. */
record ToyCaller(String name, JoseSigningKey key) {
    static ToyCaller named(String name) {
        return new ToyCaller(name, JoseSigningKey.generate(JoseAlgorithm.ES256));
    }

    String credential() {
        return credential("caller+jwt", RedeemerProcess.BASE_URL, Validity.of(Instant.now(), Duration.ofMinutes(5)));
    }

    String credential(String type, String audience, Validity validity) {
        JsonWriter payload = new JsonWriter().put("iss", name).put("sub", name).put("aud", audience);
        return key.sign(type, validity.putInto(payload));
    }

    void register(Path directory) {
        register(directory, "Caller", JwkSet.of(key.publicKey()).toJson().put("name", name));
    }

    private void register(Path directory, String kind, JsonWriter spec) {
        JsonWriter document = new JsonWriter()
                .put("apiVersion", "jeton.dev/v1")
                .put("kind", kind)
                .put("metadata", new JsonWriter().put("name", name))
                .put("spec", spec);
        try {
            Files.write(file(directory), document.toBytes().toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void unregister(Path directory) {
        try {
            Files.delete(file(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Path directory) {
        return directory.resolve(name + ".json");
    }
}
