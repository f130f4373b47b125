package dev.jeton.client.http;

/**
 * Carries one request to a service and brings its answer back. Safe for concurrent use.
 *
 * <p>An implementation speaks TLS 1.3 to {@code https} URIs only, follows no redirect, keeps no cookie, sends no header
 * that tells one client from another, and waits no longer than {@link Request#deadline} for the last byte.
 */
public interface HttpTransport {
    /**
     * The answer, whatever its status.
     *
     * @throws NoAnswer if no whole answer came in time; the service may have acted on the request all the same
     * @throws UntrustedAnswer if the body is larger than {@link Request#maxResponseBytes}
     */
    Response send(Request request) throws NoAnswer, UntrustedAnswer;
}
