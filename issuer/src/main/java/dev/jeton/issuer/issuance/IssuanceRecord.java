package dev.jeton.issuer.issuance;

import dev.jeton.issuer.msp.Msp;
import dev.jeton.service.http.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What is remembered about a request: which provider, how many tokens, how it ended. Never who, never what. */
@Singleton
class IssuanceRecord {
    private static final Logger EVENTS = Logger.getLogger("jeton.issuer");

    private final MeterRegistry meters;

    IssuanceRecord(MeterRegistry meters) {
        this.meters = meters;
    }

    void issued(Msp msp, Issued issued) {
        int tokens = issued.signed().tokens();
        meters.counter("jeton.issuer.tokens", "msp", msp.name().uri()).increment(tokens);
        ended(msp.name().uri(), tokens, issued.signed().isComplete() ? "issued" : "issued-in-part");
    }

    /** Of a provider that is known, although the attestation may not be its own. */
    void refused(Msp msp, Throwable failure) {
        ended(msp.name().uri(), 0, outcome(failure));
    }

    /** Before a provider was known; what the request says about itself is not repeated. */
    void refused(Throwable failure) {
        ended("-", 0, outcome(failure));
    }

    private void ended(String msp, int tokens, String outcome) {
        meters.counter("jeton.issuer.requests", "outcome", outcome).increment();
        EVENTS.infof("event=tokens-issued msp=%s count=%d outcome=%s", msp, tokens, outcome);
    }

    private static String outcome(Throwable failure) {
        return failure instanceof Refusal refusal ? refusal.type().slug() : "internal-error";
    }
}
