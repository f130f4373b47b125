package dev.jeton.client.http;

/**
 * A service did not do what it was asked for. Its three kinds call for different reactions: {@link NoAnswer} may be
 * tried again, {@link Refused} says why and often when, {@link UntrustedAnswer} means that the service must not be
 * believed. Messages name services and fields, never a token, a CSI or an attestation.
 */
public abstract sealed class ServiceFailure extends Exception permits NoAnswer, Refused, UntrustedAnswer {
    private static final long serialVersionUID = 1L;

    ServiceFailure(String message) {
        super(message);
    }

    ServiceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
