/**
 * What anybody may know of the issuer's epochs: their lives, their keys' ids, and about how many tokens each has given out.
 * For discovery providers that want to notice tokens which no issuer has issued, and for clients that want to know how
 * large a crowd they are in.
 */
@NullMarked
package dev.jeton.issuer.epochs;

import org.jspecify.annotations.NullMarked;
