/**
 * How many tokens may be had in an epoch: policies, and the counters in Redis that hold to them.
 *
 * <p>One script decides about sender, provider, senders of a tier and repeated batches in one atomic step, so that any
 * number of requests at once never gets more than the quota and nothing is charged by halves. Counters belong to the
 * epoch of the key that signs, not to the wall clock, and expire after it. Redis sees keyed hashes of pseudonyms, never a
 * pseudonym. When it does not answer, nothing is issued.
 *
 * <p>Counters that may have forgotten something are not asked: {@code QuotaFence} keeps them behind the fence of
 * {@link dev.jeton.redis.Fence}, whose records rest in PostgreSQL. There rest high-water marks of each provider, too, so that
 * also after an operator has accepted a loss no provider begins again. Senders do.
 */
@NullMarked
package dev.jeton.issuer.quota;

import org.jspecify.annotations.NullMarked;
