package dev.jeton.redeemer.embedded.keys;

import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.SpendLedger;
import java.time.InstantSource;
import java.util.Map;

/** The keys of the one token type that is taken here, and the redeemer that uses them. */
public interface Verification extends AutoCloseable {
    Redeemer redeemer(String authority, SpendLedger ledger, InstantSource clock);

    /** Each issuer by its name, and whether its tokens can be verified. */
    Map<String, Boolean> loaded();

    @Override
    void close();
}
