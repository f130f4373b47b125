package dev.jeton.issuer.issuance;

import dev.jeton.issuer.quota.Standing;

/**
 * A batch that has been paid for and signed.
 *
 * @param standing what its sender has left
 */
record Issued(Batch.Signed signed, Standing standing) {}
