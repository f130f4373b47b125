/**
 * How the SDK reaches a service: {@link dev.jeton.client.http.HttpTransport} is what a platform provides,
 * {@link dev.jeton.client.http.JdkHttpTransport} the one for a JDK (Android has no {@code java.net.http}).
 *
 * <p>A transport carries bytes and judges nothing: the other packages know what an answer means. Every way in which a
 * service can fail its caller is a {@link dev.jeton.client.http.ServiceFailure}. Requests and responses never print
 * their headers or bodies, since a token, an attestation or a CSI is inside.
 */
@NullMarked
package dev.jeton.client.http;

import org.jspecify.annotations.NullMarked;
