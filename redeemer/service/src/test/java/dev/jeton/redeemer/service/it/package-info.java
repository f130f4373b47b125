/** The redeemer as processes, on a real PostgreSQL and a real Redis. */
@NullMarked
package dev.jeton.redeemer.service.it;

import org.jspecify.annotations.NullMarked;
