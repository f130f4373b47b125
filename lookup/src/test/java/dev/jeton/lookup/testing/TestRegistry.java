package dev.jeton.lookup.testing;

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

/** The number registry of {@code +1...}: says who serves a number now, and attests nothing itself. */
public final class TestRegistry {
    private static final String NAME = "https://registry.example";

    private final JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    public Csip trusted() {
        return new Csip(NAME, JwkSet.of(key.publicKey()), List.of(), List.of(), List.of("+1"));
    }

    /** The word of this registry, given at {@code since}, that {@code to} serves {@code number}, for {@code life}. */
    public String port(Csi number, TestCsip to, Instant since, Duration life) {
        return new PortRecord(NAME, number, to.issuer(), Validity.of(since, life)).sign(key);
    }
}
