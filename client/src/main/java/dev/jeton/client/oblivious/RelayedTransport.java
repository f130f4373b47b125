package dev.jeton.client.oblivious;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** An {@link ObliviousTransport} whose key is fetched when it is first used, and again when the gateway has others. */
final class RelayedTransport implements HttpTransport {
    private final HttpTransport toRelay;
    private final URI path;
    private final HttpsOrigin service;
    private final GatewayKeys keys;
    private final InstantSource clock;
    private Optional<Sealed> current = Optional.empty();

    private record Sealed(OhttpKeyConfig key, ObliviousTransport transport) {}

    RelayedTransport(HttpTransport toRelay, URI path, HttpsOrigin service, GatewayKeys keys, InstantSource clock) {
        this.toRelay = toRelay;
        this.path = path;
        this.service = service;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        Sealed sealed = sealed(Optional.empty());
        try {
            return sealed.transport().send(request);
        } catch (NoAnswer e) {
            if (e.reason() != NoAnswer.Reason.OUTDATED_KEY) {
                throw e;
            }
            // Whoever says so without cause gains one more sealed request.
            Sealed renewed = sealed(Optional.of(sealed));
            if (renewed.key().equals(sealed.key())) {
                throw e;
            }
            return renewed.transport().send(request);
        }
    }

    /** One that is not {@code outdated}. Who comes meanwhile waits: he needs the same key. */
    private synchronized Sealed sealed(Optional<Sealed> outdated) throws NoAnswer, UntrustedAnswer {
        if (current.isEmpty() || current.equals(outdated)) {
            OhttpKeyConfig key = key();
            current = Optional.of(new Sealed(key, new ObliviousTransport(toRelay, path, service, key, clock)));
        }
        return current.orElseThrow();
    }

    private OhttpKeyConfig key() throws NoAnswer, UntrustedAnswer {
        try {
            return keys.current();
        } catch (NoAnswer | UntrustedAnswer e) {
            throw e;
        } catch (ServiceFailure e) {
            // A mirror's refusal is not the service's, and must not look like it.
            String why = e instanceof Refused refused ? String.valueOf(refused.getMessage()) : "no keys";
            throw new NoAnswer(NoAnswer.Reason.NOT_CARRIED, why, e);
        }
    }
}
