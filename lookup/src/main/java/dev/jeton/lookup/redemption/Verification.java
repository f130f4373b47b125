package dev.jeton.lookup.redemption;

import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.SpendLedger;
import java.time.InstantSource;
import java.util.Map;

/** The keys of the one token type that is taken here, and the redeemer that uses them. */
interface Verification extends AutoCloseable {
    Redeemer redeemer(String authority, SpendLedger ledger, InstantSource clock);

    /** Each issuer by its name, and whether its tokens can be verified. */
    Map<String, Boolean> loaded();

    @Override
    void close();
}
