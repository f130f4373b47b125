package dev.jeton.dev.demo.toy;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.PortRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The number registry of +1: it says which CSIP serves a number now. It signs for whoever holds it, and serves nothing. */
public final class ToyRegistry {
    private static final String NAME = "https://registry.example";
    private static final Duration LIFE = Duration.ofDays(7);

    private final JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    /** How those who trust it describe it. */
    public Csip description() {
        return new Csip(NAME, JwkSet.of(key.publicKey()), List.of(), List.of(), List.of("+1"));
    }

    /** The registry's word that {@code csip} serves {@code number}, as a compact JWS. */
    public String portRecord(Csi number, String csip, Instant now) {
        return new PortRecord(NAME, number, csip, Validity.of(now, LIFE)).sign(key);
    }
}
