package dev.jeton.client.http;

/** No whole answer came. Whether the service acted on the request is unknown, unless it was not even reached. */
public final class NoAnswer extends ServiceFailure {
    private static final long serialVersionUID = 1L;

    /** Where it ended. */
    public enum Reason {
        /** No connection: a wrong address, a service that is down, no network. */
        UNREACHABLE,
        /** The TLS handshake failed: no certificate of a trusted authority for this name, or no TLS 1.3. */
        UNTRUSTED_CERTIFICATE,
        /** The deadline passed. */
        TIMEOUT,
        /** The connection broke, or what came over it was not HTTP. */
        BROKEN,
        /** A relay would not carry the request. */
        NOT_CARRIED,
        /** The request was sealed to a key that the gateway has no more: fetch its keys anew. */
        OUTDATED_KEY,
        /** The calling thread was interrupted; its flag is set again. */
        INTERRUPTED
    }

    private final Reason reason;

    public NoAnswer(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public NoAnswer(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same request may well succeed in a moment. */
    public boolean isTransient() {
        return reason == Reason.UNREACHABLE || reason == Reason.TIMEOUT || reason == Reason.BROKEN;
    }
}
