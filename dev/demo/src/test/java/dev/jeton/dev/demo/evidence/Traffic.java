package dev.jeton.dev.demo.evidence;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.dev.stack.Needles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What everybody was told in his requests and answers, by the port he listens on, and what of it he must keep nowhere.
 * Safe for concurrent use.
 */
final class Traffic {
    private static final int OK = 200;
    /** Of a long signature: no other begins like it. */
    private static final int SAMPLE_BYTES = 32;

    private final Map<Integer, ByteArrayOutputStream> told = new HashMap<>();
    private final Map<Kind, List<Needles>> needles = new EnumMap<>(Kind.class);
    private final Set<Token> spent = ConcurrentHashMap.newKeySet();
    private int mappingsAnswered;

    /** The same transport, listened to: where {@code transport} seals, its requests are noted as they are opened. */
    HttpTransport noting(HttpTransport transport) {
        return request -> {
            Response response = send(transport, request);
            note(request, response);
            return response;
        };
    }

    private static Response send(HttpTransport transport, Request request) throws NoAnswer, UntrustedAnswer {
        return transport.send(request);
    }

    /** All that whoever listens on {@code port} was told and answered. */
    synchronized byte[] toldTo(int port) {
        return told.getOrDefault(port, new ByteArrayOutputStream()).toByteArray();
    }

    /** Those tokens that were accepted. */
    Set<Token> spent() {
        return Set.copyOf(spent);
    }

    synchronized int mappingsAnswered() {
        return mappingsAnswered;
    }

    synchronized void add(Kind kind, Needles secret) {
        needles.computeIfAbsent(kind, unused -> new ArrayList<>()).add(secret);
    }

    /** What to look for, by kind. */
    synchronized Map<Kind, Needles> needles() {
        Map<Kind, Needles> all = new EnumMap<>(Kind.class);
        needles.forEach((kind, parts) -> all.put(kind, Needles.all(parts)));
        return all;
    }

    synchronized int secrets(Kind kind) {
        return needles.getOrDefault(kind, List.of()).size();
    }

    private synchronized void note(Request request, Response response) {
        ByteArrayOutputStream all =
                told.computeIfAbsent(request.uri().getPort(), unused -> new ByteArrayOutputStream());
        write(all, request.method() + " " + request.uri().getRawPath() + "\n" + request.headers() + "\n");
        all.writeBytes(request.body().toArray());
        write(all, "\n" + response.status() + response.headers() + "\n");
        all.writeBytes(response.body().toArray());
        write(all, "\n");
        noteSecrets(request, response);
    }

    private void noteSecrets(Request request, Response response) {
        String authorization = request.headers().getOrDefault("Authorization", "");
        if (authorization.startsWith("Bearer ") && authorization.contains(".")) {
            signed(Kind.ATTESTATION, authorization.substring("Bearer ".length()));
        }
        try {
            PrivateTokenCredentials.parse(authorization)
                    .map(PrivateTokenCredentials::token)
                    .ifPresent(token -> note(token, response.status() == OK));
            switch (request.uri().getPath()) {
                case "/token-request" -> noteBatch(request.body());
                case LookupRequest.PATH -> noteLookup(request.body(), response);
                case "/v1/mappings" -> signed(Kind.MAPPING, utf8(request.body()));
                default -> {}
            }
        } catch (MalformedMessage e) {
            // Somebody tried it.
        }
    }

    private void note(Token token, boolean accepted) {
        add(Kind.TOKEN, Needles.of(token.nonce().value().toArray()));
        add(Kind.TOKEN, sample(token.authenticator()));
        if (accepted) {
            spent.add(token);
        }
    }

    private void noteBatch(Bytes body) {
        for (TokenRequest request : GenericBatchTokenRequest.parse(body).tokenRequests()) {
            add(Kind.BLINDED, sample(request.blindedMessage()));
        }
    }

    private void noteLookup(Bytes body, Response response) {
        LookupRequest.parse(body).proof().ifPresent(proof -> {
            add(Kind.TOKEN, Needles.of(proof.publicKey().toArray()));
            add(Kind.TOKEN, sample(proof.signature()));
        });
        if (response.status() == OK) {
            Collection<String> mappings = LookupAnswer.parse(response.body()).mappings();
            mappingsAnswered += mappings.size();
            mappings.forEach(mapping -> signed(Kind.MAPPING, mapping));
        }
    }

    /** A compact JWS by its signature: its other parts begin like everybody's, and who they are about is looked for itself. */
    private void signed(Kind kind, String compact) {
        String signature = compact.substring(compact.lastIndexOf('.') + 1);
        if (signature.length() >= 2 * SAMPLE_BYTES) {
            add(kind, Needles.of(signature));
        }
    }

    private static Needles sample(Bytes random) {
        return Needles.of(random.slice(0, SAMPLE_BYTES).toArray());
    }

    private static void write(ByteArrayOutputStream all, String text) {
        all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String utf8(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }
}
