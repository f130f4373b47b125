package dev.jeton.issuer.keys;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Brings all stored keys under the present key-encryption key, so that an older one is needed no more. */
@Singleton
public class KeyWrapping {
    private final KeyStore store;
    private final KeyVault vault;
    private final AuditTrail audit;

    KeyWrapping(KeyStore store, KeyVault vault, AuditTrail audit) {
        this.store = store;
        this.vault = vault;
        this.audit = audit;
    }

    /**
     * Seals again what another key has sealed, in one transaction with the audit trail's entry; the keys themselves stay the
     * same, and replicas that have them do not notice. Emits the number of epochs whose keys were sealed again; where it is
     * 0, nothing has happened and the trail has no entry.
     *
     * <p>Fails with {@code wrapping-unknown}, and has changed nothing, if some keys were sealed by a key that is not mounted
     * here.
     */
    public Uni<Integer> rewrap(OperatorAction action) {
        return store.exclusively((session, rows) -> rewrap(session, rows, action));
    }

    private Uni<Integer> rewrap(Mutiny.StatelessSession session, List<EpochKeyRow> rows, OperatorAction action) {
        List<EpochKeyRow> due = rows.stream().filter(vault::isSealedOtherwise).toList();
        if (due.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        try {
            due.forEach(vault::reseal);
        } catch (MalformedMessage e) {
            throw Refusal.of(ProblemType.WRAPPING_UNKNOWN);
        }
        return session.updateAll(due.toArray())
                .chain(() -> audit.add(session, action))
                .replaceWith(due.size());
    }
}
