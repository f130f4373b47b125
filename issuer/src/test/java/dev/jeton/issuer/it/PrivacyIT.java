package dev.jeton.issuer.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.Needles;
import dev.jeton.dev.stack.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivacyIT {
    private static final String PSEUDONYM = "Zb7-a-pseudonym-to-look-for";
    private static final String ADDRESS = "127.31.7.9";

    private final Stores stores = Stores.shared();
    private final IssuerProcess issuer = Issuers.first();

    @Test
    void whatTheIssuerLeavesBehind_namesNoSenderAndNoToken() throws IOException {
        TokenPublicKey key = issuer.signingKey().publicKey();
        Pending pending = Pending.of(key, 3);
        String attestation = issuer.attest(Stores.ES, PSEUDONYM, "standard");
        byte[] answer = issuer.batch(attestation, pending.encode()).body();
        // Refused as well: what libraries say about bad input is where claims leak.
        issuer.batch(attestation.substring(0, attestation.length() - 8) + "AAAAAAAA", pending.encode());
        issuer.batch(attestation, Pending.of(key, 30).encode());
        issuer.batch(
                Stores.ES.attest(PSEUDONYM, issuer.signingKey().epochId(), "https://other.example", "standard"),
                pending.encode());

        fromElsewhere(attestation, pending.encode());

        Bytes blinded = pending.requests().get(0).blindedMessage();
        Bytes token = pending.finish(answer).get(0).encode();
        for (byte[] left : List.of(
                issuer.log().getBytes(StandardCharsets.UTF_8),
                issuer.get(issuer.management("/q/metrics")).body(),
                stores.redis.dump(),
                Files.readAllBytes(stores.postgres.log()),
                postgres())) {
            String text = new String(left, StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .doesNotContain(PSEUDONYM, attestation, attestation.split("\\.", -1)[1])
                    .doesNotContain(raw(blinded), blinded.toBase64Url(), blinded.toHex())
                    .doesNotContain(raw(token), token.toBase64Url(), token.toHex());
            assertThat(Needles.ofAddress(ADDRESS).in(left)).isEmpty();
        }
        assertThat(issuer.log()).contains("event=tokens-issued msp=" + Stores.ES.uri() + " count=3 outcome=issued");
    }

    /** With everything that a library may say about a connection: a good request, bad ones, and no TLS 1.3. */
    private void fromElsewhere(String attestation, Bytes batch) {
        RawClient client = new RawClient(stores.authority.clientContext(), ADDRESS);
        String head = "POST /token-request HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + GenericBatchTokenRequest.MEDIA_TYPE + "\r\nContent-Length: " + batch.size() + "\r\n";
        assertThat(client.send(issuer.port(), head + "Authorization: Bearer " + attestation + "\r\n", batch.toArray())
                        .status())
                .isEqualTo(200);
        assertThat(client.send(issuer.port(), head, batch.toArray()).status()).isEqualTo(401);
        client.sendAndLeave(issuer.port(), head.replace("Length: ", "Length: 1"), batch.toArray());
        client.knock(issuer.port());
    }

    private byte[] postgres() throws IOException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        stores.postgres.dump(Issuers.database(), dump);
        return dump.toByteArray();
    }

    private static String raw(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }
}
