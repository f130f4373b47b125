package dev.jeton.client.conformance;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseSigningKey;
import java.util.List;

/**
 * What is checked, and as whom.
 *
 * @param mirrors relays of third parties; without one, fewer ways to the documents are compared
 */
public record Target(
        HttpsOrigin issuer,
        HttpsOrigin provider,
        HttpsOrigin relay,
        List<HttpsOrigin> mirrors,
        Attester attester,
        Range range) {
    public Target {
        mirrors = List.copyOf(mirrors);
    }

    /**
     * The MSP that the kit speaks for. Each batch of tokens is another made-up sender's.
     *
     * @param tier which of its quotas the made-up senders have
     */
    public record Attester(MspUri msp, String tier, JoseSigningKey key) {}

    /**
     * The CSIP that the kit speaks for.
     *
     * @param csip its name in attestations
     * @param identifiers under which nobody has an identifier: a number prefix, {@code +49151000}, or a mail domain
     */
    public record Range(String csip, String identifiers, JoseSigningKey key) {}
}
