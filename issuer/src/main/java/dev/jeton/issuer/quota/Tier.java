package dev.jeton.issuer.quota;

import java.util.OptionalLong;

/**
 * What one kind of sender may have in an epoch.
 *
 * @param tokensPerEpoch for each sender, whatever other tiers he was in before
 * @param maxBatch tokens in one request
 * @param sendersPerEpoch how many senders may use the tier, if that is limited
 */
public record Tier(String name, long tokensPerEpoch, int maxBatch, OptionalLong sendersPerEpoch) {}
