package dev.jeton.dev.demo.world;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;

/** Sends what is asked of one service through a relay, and everything else, its public documents among it, as it is. */
record ByRelay(HttpTransport direct, HttpsOrigin service, HttpTransport relayed) implements HttpTransport {
    private static final String ASKED = "/v1/";

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        return request.uri().toString().startsWith(service.at(ASKED).toString())
                ? relayed.send(request)
                : direct.send(request);
    }
}
