package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.dev.stack.DevPostgres;
import org.junit.jupiter.api.Test;

/** The database is lost, and restored from a backup; Redis is as it was. */
class BackupDisasterIT {
    private static final DevPostgres.Database LOST = Stores.shared().postgres.createDatabase("lost", "lost");
    private static final DevPostgres.Database RESTORED =
            Stores.shared().postgres.createDatabase("restored", "restored");

    @Test
    void restoredDatabase_hasTheSameDirectory_andSendersStandWhereTheyStood() {
        IssuerProcess original = IssuerProcess.on(LOST, "backup-original");
        byte[] directory = directory(original);
        TokenPublicKey key = original.signingKey().publicKey();
        String attestation = original.attest(Stores.ES, "backup", "standard");
        Pending before = Pending.of(key, 15);
        assertThat(original.batch(attestation, before.encode()).statusCode()).isEqualTo(200);

        Backup backup = Backup.of(LOST);
        Pending since = Pending.of(key, 15);
        assertThat(original.batch(attestation, since.encode()).statusCode()).isEqualTo(200);
        original.stop();
        backup.restoreInto(RESTORED);
        IssuerProcess restored = IssuerProcess.on(RESTORED, "backup-restored");

        assertThat(directory(restored)).isEqualTo(directory);
        assertThat(problem(restored.batch(attestation, Pending.of(key, 11).encode())))
                .isEqualTo(ProblemType.QUOTA_EXCEEDED);
        Pending last = Pending.of(key, 10);
        assertThat(last.finish(restored.batch(attestation, last.encode()).body()))
                .allMatch(key::verify);
        // Paid for before the restore, and answered after it.
        assertThat(since.finish(restored.batch(attestation, since.encode()).body()))
                .allMatch(key::verify);
        restored.stop();
    }

    private static byte[] directory(IssuerProcess issuer) {
        return issuer.get(issuer.at(IssuerDirectory.PATH)).body();
    }
}
