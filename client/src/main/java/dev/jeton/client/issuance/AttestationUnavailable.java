package dev.jeton.client.issuance;

/** The MSP gave no attestation, or something that cannot be one. */
public final class AttestationUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public AttestationUnavailable(String message) {
        super(message);
    }

    public AttestationUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
