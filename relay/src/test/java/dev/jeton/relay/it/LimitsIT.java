package dev.jeton.relay.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.RawClient;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay that allows little. Each client here has an address of its own. */
class LimitsIT {
    private final RelayProcess relay = Relays.Strict.RELAY;
    private final RawUpstream upstream = Relays.UPSTREAM;

    private static RawClient client(int lastByte) {
        return RelayProcess.client(lastByte);
    }

    private static String post(String gateway) {
        return "POST /ohttp/" + gateway
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/ohttp-req\r\nContent-Length: 4\r\n";
    }

    private RawClient.Answer ask(RawClient client, String gateway) {
        return client.send(relay.port, post(gateway), "seal".getBytes(StandardCharsets.US_ASCII));
    }

    /** A place is free again a moment after the answer that it was needed for. */
    private RawClient.Answer askWhereThereIsRoom(RawClient client) {
        RawClient.Answer[] answer = new RawClient.Answer[1];
        RelayProcess.await("room", () -> {
            answer[0] = ask(client, "dp");
            return answer[0].status() != 503;
        });
        return answer[0];
    }

    /** On a thread of its own. */
    private static CompletableFuture<RawClient.Answer> later(Supplier<RawClient.Answer> asking) {
        return CompletableFuture.supplyAsync(asking, run -> new Thread(run).start());
    }

    @Test
    void addressThatSendsTooMuch_isToldWhenToComeBack_andAnotherIsNot() {
        RawClient eager = client(91);
        // More than the burst, and what a slow machine lets through meanwhile.
        List<CompletableFuture<RawClient.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 8 * Relays.BURST; i++) {
            answers.add(later(() -> ask(eager, "dp")));
        }
        RawClient.Answer refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();

        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.field("retry-after")).hasValue("1");
        assertThat(askWhereThereIsRoom(client(92)).status()).isEqualTo(200);
        RelayProcess.await("let in again", () -> ask(eager, "dp").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "drips"})
    void gatewayThatTakesTooLong_isGivenUp_andAskedOnce(String gateway) {
        int before = upstream.received("/" + gateway).size();

        RawClient.Answer answer = ask(client(gateway.equals("silent") ? 93 : 94), gateway);

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.problem()).isEqualTo("gateway-timeout");
        assertThat(upstream.received("/" + gateway)).hasSize(before + 1);
    }

    @Test
    void bodyThatDoesNotArrive_isTooSlow_andTheConnectionIsClosed() {
        int before = upstream.received("/gateway").size();

        RawClient.Answer answer = client(95).send(relay.port, post("dp"), new byte[3]);

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.problem()).isEqualTo("body-too-slow");
        assertThat(answer.field("connection")).hasValue("close");
        assertThat(upstream.received("/gateway")).hasSize(before);
    }

    @Test
    void moreAtOnceThanAllowed_areRefused_andRoomIsMadeAgain() {
        assertThat(askWhereThereIsRoom(client(112)).status()).isEqualTo(200);
        int before = upstream.received("/silent").size();
        List<CompletableFuture<RawClient.Answer>> slow = new ArrayList<>();
        for (int i = 0; i < Relays.CONCURRENT; i++) {
            RawClient client = client(100 + i);
            slow.add(later(() -> ask(client, "silent")));
        }
        RelayProcess.await("at the gateway", () -> upstream.received("/silent").size() == before + Relays.CONCURRENT);
        RawClient.Answer refused = ask(client(110), "dp");

        assertThat(slow).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(504));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("saturated");
        assertThat(refused.field("retry-after")).hasValue("1");
        assertThat(askWhereThereIsRoom(client(111)).status()).isEqualTo(200);
    }

    @Test
    void bodiesThatDoNotArrive_takeNobodysPlace() throws IOException {
        assertThat(askWhereThereIsRoom(client(120)).status()).isEqualTo(200);
        List<Closeable> slow = new ArrayList<>();
        for (int i = 0; i < 2 * Relays.CONCURRENT; i++) {
            slow.add(client(121 + i).sendAndWait(relay.port, post("dp"), new byte[3]));
        }

        RawClient.Answer answer = ask(client(130), "dp");

        assertThat(answer.status()).isEqualTo(200);
        for (Closeable connection : slow) {
            connection.close();
        }
    }

    /** Each time from another address, whose burst is enough: what refuses it is what it has not sent yet. */
    @Test
    void bodiesOfOneAddress_areCounted_andThoseOfOthersApart() throws IOException {
        AtomicInteger lastByte = new AtomicInteger(140);
        List<Closeable> slow = new ArrayList<>();
        RelayProcess.await("refused", () -> {
            RawClient client = client(lastByte.incrementAndGet());
            for (int i = 0; i < Relays.ARRIVING; i++) {
                slow.add(client.sendAndWait(relay.port, post("dp"), new byte[3]));
            }
            RawClient.Answer answer = ask(client, "dp");
            return answer.status() == 429 && answer.problem().equals("too-many-requests");
        });

        assertThat(askWhereThereIsRoom(client(131)).status()).isEqualTo(200);
        for (Closeable connection : slow) {
            connection.close();
        }
    }

    @Test
    void clientThatGoesAway_isForwardedAllTheSame() {
        int before = upstream.received("/gateway").size();

        client(96).sendAndLeave(relay.port, post("dp"), "seal".getBytes(StandardCharsets.US_ASCII));

        RelayProcess.await("forwarded", () -> upstream.received("/gateway").size() > before);
    }
}
