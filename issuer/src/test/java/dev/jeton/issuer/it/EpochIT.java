package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.dev.stack.DevPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to the keys of two replicas on a database of their own. */
class EpochIT {
    private static final DevPostgres.Database DATABASE =
            Stores.shared().postgres.createDatabase("epochs", "epochs");
    private static final CompletableFuture<IssuerProcess> SECOND =
            CompletableFuture.supplyAsync(() -> IssuerProcess.on(DATABASE, "epochs-second"));
    private static final IssuerProcess FIRST = IssuerProcess.on(DATABASE, "epochs-first");

    private final List<IssuerProcess> replicas = List.of(FIRST, SECOND.join());

    @Test
    void retiredEpoch_signsNowhere_isListedEverywhere_andIsFollowedByAnother() throws SQLException {
        IssuerDirectory.Key old = FIRST.signingKey();
        String attestation = FIRST.attest(Stores.ES, "retired", "standard");
        Pending pending = Pending.of(old.publicKey(), 2);
        assertThat(FIRST.batch(attestation, pending.encode()).statusCode()).isEqualTo(200);

        retire(old.epochId());
        IssuerDirectory after = awaitSameDirectory(old);

        assertThat(after.retiredKeys()).contains(old.publicKey().keyId());
        IssuerDirectory.Key fresh = after.keys().get(0);
        assertThat(fresh.epochId()).isGreaterThan(old.epochId());
        assertThat(fresh.notAfter()).isEqualTo(old.notAfter());
        for (IssuerProcess replica : replicas) {
            // Not even the batch that was paid: whoever asked for it has to start again.
            assertThat(problem(replica.batch(attestation, pending.encode())))
                    .isEqualTo(ProblemType.ATTESTATION_WRONG_EPOCH);
            Pending anew = Pending.of(fresh.publicKey(), 40);
            String pseudonym = "retired-" + replica.port();
            String fresher = replica.attest(Stores.ES, pseudonym, "business");
            // A replica that has just come to know the key joins its counters first.
            IssuerProcess.await(
                    "issuing", () -> replica.batch(fresher, anew.encode()).statusCode() == 200);
            assertThat(anew.finish(replica.batch(fresher, anew.encode()).body()))
                    .allMatch(fresh.publicKey()::verify);
        }
    }

    /** The directory that all replicas serve without {@code old}, while keys come and go. */
    private IssuerDirectory awaitSameDirectory(IssuerDirectory.Key old) {
        IssuerProcess.await("the same directory on all replicas", () -> {
            List<HttpResponse<byte[]>> answers = replicas.stream()
                    .map(replica -> replica.get(replica.at(IssuerDirectory.PATH)))
                    .toList();
            IssuerDirectory directory = FIRST.directory();
            return answers.stream().allMatch(answer -> answer.statusCode() == 200)
                    && new String(answers.get(0).body(), UTF_8)
                            .equals(new String(answers.get(1).body(), UTF_8))
                    && directory.keys().get(0).isValidAt(Instant.now())
                    && !directory.keys().contains(old);
        });
        return FIRST.directory();
    }

    private static void retire(long epochId) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.user(), DATABASE.password());
                PreparedStatement update = connection.prepareStatement(
                        "update epoch_key set retired = true, ends = extract(epoch from now())::bigint,"
                                + " sealed_signing_key = null, sealed_quota_key = null where not_before = ?")) {
            update.setLong(1, epochId);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
