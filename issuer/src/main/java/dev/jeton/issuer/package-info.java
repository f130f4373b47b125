/** What every feature of the issuer shares: the time. */
@NullMarked
package dev.jeton.issuer;

import org.jspecify.annotations.NullMarked;
