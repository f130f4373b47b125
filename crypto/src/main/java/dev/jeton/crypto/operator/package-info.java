/**
 * How an operator says to a service who he is: a JWT (RFC 7519) that he signs himself, for one service and a short time. The
 * service has his public key; nobody else vouches for him.
 */
@NullMarked
package dev.jeton.crypto.operator;

import org.jspecify.annotations.NullMarked;
