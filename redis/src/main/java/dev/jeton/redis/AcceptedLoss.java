package dev.jeton.redis;

import java.util.OptionalLong;

/**
 * What an operator accepted; for the audit trail.
 *
 * @param arena its name
 * @param arming number of the arming that began with it
 * @param needed the highest counter known from anybody
 * @param found the counter in the data; empty if they had no marker, and so may have lost everything
 */
public record AcceptedLoss(String arena, long arming, long needed, OptionalLong found) {}
