/**
 * How many tokens may be had in an epoch: policies, and the counters in Redis that hold to them.
 *
 * <p>One script decides about sender, provider, senders of a tier and repeated batches in one atomic step, so that any
 * number of requests at once never gets more than the quota and nothing is charged by halves. Counters belong to the
 * epoch of the key that signs, not to the wall clock, and expire after it. Redis sees keyed hashes of pseudonyms, never a
 * pseudonym. When it does not answer, nothing is issued.
 *
 * <p>A Redis that lost its data would start counting again: nothing here notices that yet.
 */
@NullMarked
package dev.jeton.issuer.quota;

import org.jspecify.annotations.NullMarked;
