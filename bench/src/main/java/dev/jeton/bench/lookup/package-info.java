/**
 * What a lookup costs over HTTP and TLS 1.3, in a small directory and in a large one, beside the least that it could cost.
 *
 * <p>The identifiers are made up: fictional numbers as far as there are any, then mail addresses that nobody can have. Their
 * mappings have no sealed slots, so they rest in the smallest size class; with slots a row has 4 KiB in place of 2.
 */
@NullMarked
package dev.jeton.bench.lookup;

import org.jspecify.annotations.NullMarked;
