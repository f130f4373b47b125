/** Who this issuer is. */
@NullMarked
package dev.jeton.issuer;

import org.jspecify.annotations.NullMarked;
