/**
 * Does a deployment keep what Jeton promises? A kit that knows nothing of a deployment but its addresses, and asks it as senders, owners,
 * CSIPs and attackers do: through a relay, with tokens that it buys. {@link dev.jeton.client.conformance.Checks} has the list.
 *
 * <p>It needs to speak for an MSP and for a CSIP, under identifiers that nobody uses, and removes what it published. It sees what comes over
 * the wire and nothing else: that no log joins sender and question, and that ledgers survive a crash, is shown elsewhere.
 */
@NullMarked
package dev.jeton.client.conformance;

import org.jspecify.annotations.NullMarked;
