package dev.jeton.issuer.msp;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.jwt.VerificationKey;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Who may ask at this moment: a provider's document, its keys and the operators' switch in one. Decided in memory;
 * refuses by throwing {@link Refusal}. Safe for concurrent use.
 */
@Singleton
public class MspAdmission {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final MspRegistry registry;
    private final Suspensions suspensions;
    private final MspKeys keys;

    MspAdmission(MspRegistry registry, Suspensions suspensions, MspKeys keys) {
        this.registry = registry;
        this.suspensions = suspensions;
        this.keys = keys;
    }

    /** The provider that calls itself {@code uri}, spelled exactly so, if it is registered, not suspended, and has keys. */
    public Msp admit(String uri) {
        Msp msp = registry.find(uri).orElseThrow(() -> Refusal.of(ProblemType.MSP_UNKNOWN));
        if (!suspensions.areKnown()) {
            throw Refusal.of(ProblemType.STORE_UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (msp.suspended() || suspensions.of(msp.name()).isPresent()) {
            throw Refusal.of(ProblemType.MSP_SUSPENDED);
        }
        if (!keys.areUsable(msp)) {
            throw Refusal.of(ProblemType.MSP_KEYS_UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS);
        }
        return msp;
    }

    /** One of its keys. A key that is not known is refused at once, and looked for in the background. */
    public Optional<VerificationKey> key(Msp msp, String keyId) {
        return keys.find(msp, keyId);
    }
}
