package dev.jeton.lookup.atrest;

import dev.jeton.crypto.secret.SealingKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the secrets, once: a start without them fails, not the first request. */
@Startup
@Singleton
class AtRestSecrets {
    private final AtRestKeys keys;

    AtRestSecrets(AtRestConfig secrets) throws IOException {
        List<OuterKeys> outer = new ArrayList<>();
        for (Map.Entry<Integer, AtRestConfig.Pair> pair : secrets.outerKeys().entrySet()) {
            outer.add(new OuterKeys(
                    pair.getKey(),
                    SealingKey.load(pair.getValue().hashKeyFile()),
                    SealingKey.load(pair.getValue().keyEncryptionKeyFile())));
        }
        this.keys = new AtRestKeys(SealingKey.load(secrets.innerKeyFile()), outer, secrets.currentOuterKey());
    }

    @Produces
    @Singleton
    AtRestKeys keys() {
        return keys;
    }
}
