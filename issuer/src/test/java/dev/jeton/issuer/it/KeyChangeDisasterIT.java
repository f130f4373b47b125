package dev.jeton.issuer.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key-encryption key is changed under a replica that was forgotten. */
class KeyChangeDisasterIT {
    private static final String KEY = "jeton.issuer.keys.encryption-key-file";
    private static final Stores STORES = Stores.shared();

    @Test
    void storedKeys_areSealedUnderTheNewKey_andWhoHasOnlyTheOldOneGoesOnUntilItRestarts() throws IOException {
        DevPostgres.Database database = STORES.postgres.createDatabase("keychange", "keychange");
        byte[] bytes = new byte[32];
        bytes[0] = 1;
        String newKey = Files.write(STORES.run.path().resolve("new-kek"), bytes).toString();
        IssuerProcess forgotten = IssuerProcess.on(database, "key-forgotten");
        IssuerProcess swapped = IssuerProcess.on(
                database,
                "key-swapped",
                Map.of(
                        KEY,
                        newKey,
                        "jeton.issuer.keys.additional-encryption-key-files",
                        STORES.encryptionKey.toString()));
        assertThat(metrics(swapped)).contains("jeton_issuer_keys_sealed_otherwise 2.0");
        // In the last hours of an epoch the next one's key is listed too, a moment after it was made.
        IssuerProcess.await("both list the same keys", () -> Arrays.equals(directory(forgotten), directory(swapped)));
        byte[] directory = directory(swapped);

        assertThat(rewrapped(swapped)).isEqualTo(2);
        assertThat(rewrapped(swapped)).isZero();
        IssuerProcess.await(
                "sealed",
                () -> metrics(swapped).contains("jeton_issuer_keys_sealed_otherwise 0.0")
                        && metrics(forgotten).contains("jeton_issuer_keys_sealed_otherwise 2.0"));

        Pending pending = Pending.of(forgotten.signingKey().publicKey(), 2);
        String attestation = forgotten.attest(Stores.ES, "keychange", "standard");
        assertThat(pending.finish(forgotten.batch(attestation, pending.encode()).body()))
                .hasSize(2);
        swapped.stop();
        IssuerProcess after = IssuerProcess.on(database, "key-after", Map.of(KEY, newKey));
        assertThat(directory(after)).isEqualTo(directory);
        forgotten.restart();
        IssuerProcess.await("told", () -> forgotten.log().contains("event=keys-not-refreshed"));
        assertThat(forgotten.isReady()).isFalse();
        assertThat(directory(after)).isEqualTo(directory);
        forgotten.stop();
        after.stop();
    }

    private static long rewrapped(IssuerProcess issuer) {
        HttpResponse<byte[]> answer =
                issuer.admin("POST", "/keys/rewrapping", "{\"reason\":\"yearly\"}", Stores.ALICE.credential());
        return JsonObject.parse("rewrapping", Bytes.of(answer.body()), 1000).integer("rewrapped", 0, 100);
    }

    private static String metrics(IssuerProcess issuer) {
        return new String(issuer.get(issuer.management("/q/metrics")).body(), StandardCharsets.UTF_8);
    }

    private static byte[] directory(IssuerProcess issuer) {
        return issuer.get(issuer.at(IssuerDirectory.PATH)).body();
    }
}
