/**
 * A service's PostgreSQL: the schema, and how to reach it. It knows no table: each feature reads and writes its own.
 */
@NullMarked
package dev.jeton.service.store;

import org.jspecify.annotations.NullMarked;
