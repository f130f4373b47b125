/** The packaged issuer as a process, on a real PostgreSQL and a real Redis, over TLS. */
@NullMarked
package dev.jeton.issuer.it;

import org.jspecify.annotations.NullMarked;
