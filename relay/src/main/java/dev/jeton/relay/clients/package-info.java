/**
 * How much one client's address may ask for. Addresses are kept in memory alone, as hashes under a key that is made at
 * start and never leaves the process; a bounded number of them, and nothing about what they sent.
 */
@NullMarked
package dev.jeton.relay.clients;

import org.jspecify.annotations.NullMarked;
