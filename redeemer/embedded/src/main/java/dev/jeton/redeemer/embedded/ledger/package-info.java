/**
 * The spent ledger's life in a service: its settings, its Redis, its records and generations in PostgreSQL, its look each
 * second, and what operators see of it and do about it.
 */
@NullMarked
package dev.jeton.redeemer.embedded.ledger;

import org.jspecify.annotations.NullMarked;
