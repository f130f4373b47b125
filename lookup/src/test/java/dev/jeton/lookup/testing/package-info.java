/** What the integration tests of this module stand on: real stores, real certificates, a tiny issuer. */
@NullMarked
package dev.jeton.lookup.testing;

import org.jspecify.annotations.NullMarked;
