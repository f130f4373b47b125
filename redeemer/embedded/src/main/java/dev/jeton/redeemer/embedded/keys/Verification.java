package dev.jeton.redeemer.embedded.keys;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.SpendLedger;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** The keys of the one token type that is taken here, and the redeemer that uses them. */
public interface Verification extends AutoCloseable {
    Redeemer redeemer(String authority, SpendLedger ledger, InstantSource clock);

    /** Each issuer by its name, and whether its tokens can be verified. */
    Map<String, Boolean> loaded();

    /**
     * How many tokens of each key its issuer says it has signed at most; keys of which nobody says so are left out. Never
     * fails.
     */
    default Uni<Map<TokenKeyId, Long>> issuedAtMost() {
        return Uni.createFrom().item(Map.of());
    }

    /** Takes over authorities that were read again, if it asks anybody for keys. */
    default void trust(SSLContext authorities) {}

    @Override
    void close();
}
