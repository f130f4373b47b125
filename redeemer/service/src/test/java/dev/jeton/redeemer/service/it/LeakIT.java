package dev.jeton.redeemer.service.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.Token;
import dev.jeton.dev.stack.Needles;
import dev.jeton.dev.stack.RawClient;
import dev.jeton.redeemer.service.it.RedeemerProcess.Offer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a redeemer leaves behind, with its libraries asked to tell all they can: no token, no context, nobody's address. */
class LeakIT {
    private static final String ADDRESS = "127.31.7.9";
    private static final String CONTEXT = "secret-context-of-a-caller";

    private final Stores stores = Stores.shared();
    private final RedeemerProcess redeemer = Redeemers.first();

    @Test
    void logMetricsAndStores_nameNoTokenNoContextAndNoAddress() throws IOException {
        List<Needles> secrets = new ArrayList<>(List.of(Needles.of(CONTEXT), Needles.ofAddress(ADDRESS)));
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Token token = stores.issuer.token(stores.issuer.current, Stores.AUTHORITY);
            offers.add(new Offer(token, CONTEXT + i));
            secrets.add(Needles.of(token.nonce().value().toArray()));
            secrets.add(Needles.of(token.authenticator().slice(0, 32).toArray()));
        }
        String jwt = stores.frontEnd.credential();
        secrets.add(Needles.of(jwt));
        secrets.add(Needles.of(jwt.split("\\.", -1)[2]));
        byte[] body = RedeemerProcess.body(offers).getBytes(StandardCharsets.UTF_8);

        RawClient elsewhere = new RawClient(stores.authority.clientContext(), ADDRESS);
        String head =
                "POST " + RedeemerProcess.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n";
        String credential = "Authorization: Bearer " + jwt + "\r\n";
        assertThat(elsewhere.send(redeemer.port(), head + credential, body).status())
                .isEqualTo(200);
        assertThat(elsewhere.send(redeemer.port(), head, body).status()).isEqualTo(401);
        assertThat(elsewhere
                        .send(redeemer.port(), head + credential.replace("Bearer ", "Bearer x"), body)
                        .status())
                .isEqualTo(401);
        elsewhere.sendAndLeave(redeemer.port(), head.replace("Length: ", "Length: 1") + credential, body);
        elsewhere.knock(redeemer.port());

        Needles all = Needles.all(secrets);
        left().forEach((place, content) -> {
            assertThat(content).as(place).isNotEmpty();
            assertThat(all.in(content)).as(place).isEmpty();
        });
        assertThat(redeemer.log()).contains("event=redemptions caller=front-end count=5 accepted=5");
        Token spent = offers.get(0).token();
        assertThat(Needles.of(spent.nullifier().value().toArray())
                        .in(stores.ledger.redis().dump()))
                .as("what has to be there is found")
                .isNotEmpty();
    }

    private Map<String, byte[]> left() throws IOException {
        Map<String, byte[]> left = new LinkedHashMap<>();
        left.put("log", redeemer.log().getBytes(StandardCharsets.UTF_8));
        left.put("metrics", redeemer.metrics().getBytes(StandardCharsets.UTF_8));
        left.put("Redis", stores.ledger.redis().dump());
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        stores.postgres.dump(stores.ledger.database(), dump);
        left.put("PostgreSQL", dump.toByteArray());
        left.put("log of PostgreSQL", Files.readAllBytes(stores.postgres.log()));
        return left;
    }
}
