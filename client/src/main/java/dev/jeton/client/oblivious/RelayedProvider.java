package dev.jeton.client.oblivious;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.wallet.TokenScope;

/** A discovery provider behind a {@link Relay}, on terms that are everybody's. Safe for concurrent use. */
public final class RelayedProvider {
    private final HttpsOrigin origin;
    private final ProviderTerms terms;
    private final HttpTransport transport;

    RelayedProvider(HttpsOrigin origin, ProviderTerms terms, HttpTransport transport) {
        this.origin = origin;
        this.terms = terms;
        this.transport = transport;
    }

    /** Whether it takes tokens of {@code issuer}. */
    public boolean accepts(HttpsOrigin issuer) {
        return terms.issuers().contains(issuer.authority());
    }

    /** What tokens of {@code issuer} for this provider are made for: its token type, and its generation. */
    public TokenScope scope(HttpsOrigin issuer) {
        return new TokenScope(issuer, origin, terms.tokenType(), terms.generation());
    }

    /** The way there, by which it sees the relay's address. Fetches the gateway's keys when it is first used. */
    public HttpTransport transport() {
        return transport;
    }
}
