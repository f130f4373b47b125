package dev.jeton.redeemer.redeem;

import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import java.util.Optional;

/**
 * A challenge whose tokens are redeemed here, for the {@code WWW-Authenticate} field of a 401.
 *
 * @param tokenKey the issuer's key to ask tokens for, as it is published; absent while none is known
 */
public record AcceptedChallenge(TokenChallenge challenge, Optional<Bytes> tokenKey) {}
