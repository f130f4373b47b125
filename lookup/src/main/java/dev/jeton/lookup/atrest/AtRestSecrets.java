package dev.jeton.lookup.atrest;

import dev.jeton.crypto.secret.SealingKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Reads the secrets, once: a start without them fails, not the first request. */
@Startup
@Singleton
class AtRestSecrets {
    private final AtRestKeys keys;

    AtRestSecrets(AtRestConfig secrets) throws IOException {
        this.keys = new AtRestKeys(
                SealingKey.load(secrets.innerKeyFile()),
                SealingKey.load(secrets.outerKeyFile()),
                SealingKey.load(secrets.keyEncryptionKeyFile()),
                secrets.outerKeyId());
    }

    @Produces
    @Singleton
    AtRestKeys keys() {
        return keys;
    }
}
