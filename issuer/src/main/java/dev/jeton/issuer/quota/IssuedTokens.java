package dev.jeton.issuer.quota;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;

/** How many tokens were charged in each epoch: all that may ever be had of its keys. */
@Singleton
public class IssuedTokens {
    private final QuotaTables tables;

    IssuedTokens(QuotaTables tables) {
        this.tables = tables;
    }

    /**
     * By the epoch's id, until some time after its key's not-after; an epoch in which nobody has asked yet may be missing.
     * About a second behind. Answers to a repeated batch do not count. Below 2^53. Fails as PostgreSQL does.
     */
    public Uni<Map<Long, Long>> totals() {
        return tables.totals();
    }
}
