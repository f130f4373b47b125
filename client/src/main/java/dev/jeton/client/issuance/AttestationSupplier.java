package dev.jeton.client.issuance;

/** Where a sender's app gets its MSP's word that it is an account in good standing. */
public interface AttestationSupplier {
    /**
     * A signed attestation, a compact JWT.
     *
     * @param issuerUrl its {@code aud}: {@code https://issuer.example}
     * @param epoch its {@code epoch}, for which the MSP derives the sender's pseudonym
     * @throws AttestationUnavailable if the MSP gives none
     */
    String attestation(String issuerUrl, long epoch) throws AttestationUnavailable;
}
