package dev.jeton.dev.demo.story;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes the tokens that leave a sender's device: its wallet hides them, and we want to look for them afterwards in
 * everybody else's house.
 */
final class TokensSeen implements HttpTransport {
    private static final int OK = 200;

    private final HttpTransport transport;
    private final Set<Token> shown = ConcurrentHashMap.newKeySet();
    private final Set<Token> spent = ConcurrentHashMap.newKeySet();

    TokensSeen(HttpTransport transport) {
        this.transport = transport;
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        Optional<Token> token = Optional.ofNullable(request.headers().get(PrivateTokenCredentials.HEADER))
                .flatMap(TokensSeen::token);
        token.ifPresent(shown::add);
        Response response = transport.send(request);
        if (response.status() == OK) {
            token.ifPresent(spent::add);
        }
        return response;
    }

    /** All tokens that went out, good and bad. */
    Set<Token> shown() {
        return Set.copyOf(shown);
    }

    /** Those that were accepted. */
    Set<Token> spent() {
        return Set.copyOf(spent);
    }

    private static Optional<Token> token(String authorization) {
        try {
            return PrivateTokenCredentials.parse(authorization).map(PrivateTokenCredentials::token);
        } catch (MalformedMessage e) {
            return Optional.empty(); // An attack: it is no token that anybody could use.
        }
    }
}
