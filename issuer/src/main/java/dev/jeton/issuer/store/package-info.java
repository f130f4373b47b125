/**
 * The issuer's PostgreSQL: the schema, and how to reach it. It knows no table: each feature reads and writes its own.
 *
 * <p>No request for tokens waits for it.
 */
@NullMarked
package dev.jeton.issuer.store;

import org.jspecify.annotations.NullMarked;
