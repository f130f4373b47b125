/**
 * Oblivious HTTP (RFC 9458): a request that a relay carries and cannot read, to a gateway that does not see who sent it; and the
 * answer, which one sender can open.
 *
 * <pre>
 *   client                                                  gateway
 *   config = OhttpKeyConfigs.parse(...)        &lt;-- keys --  OhttpKeyConfigs.of(keys)
 *   exchange = config.encapsulate(request)     -- POST --&gt;  received = gateway.decapsulate(...)
 *   exchange.open(...)                         &lt;-- 200 ---  received.seal(response)
 * </pre>
 *
 * <p>Requests and responses are {@code message/bhttp} ({@link dev.jeton.crypto.bhttp}), padded by whoever makes them: here
 * nothing hides a size. X25519 with HKDF-SHA256, and AES-128-GCM or ChaCha20-Poly1305 ({@link dev.jeton.crypto.hpke}); no
 * other suite, no chunks.
 *
 * <p><b>Not here</b>: HTTP; whether all clients are given the same key configuration, without which a gateway could tell them
 * apart; refusing an encapsulated request that comes twice, for which {@link dev.jeton.crypto.ohttp.OhttpGatewayRequest#replayId}
 * is made; the target's allow-list. A gateway's secret key that gets out opens all requests that were ever sealed to it, and the
 * answers to them.
 */
@NullMarked
package dev.jeton.crypto.ohttp;

import org.jspecify.annotations.NullMarked;
