package dev.jeton.client.conformance;

import dev.jeton.client.consistency.DirectPath;
import dev.jeton.client.consistency.DocumentPath;
import dev.jeton.client.consistency.MirrorPath;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.TlsProbe;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.RelayDocument;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is checked, and every way to it. For one thread at a time; some checks use others for a moment. */
public final class Deployment {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Target target;
    private final HttpTransport transport;
    private final TlsProbe tlsProbe;
    private final InstantSource clock;
    private final Till till;
    private final People people;
    private final Provider provider;
    private Optional<DiscoveryProviderDocument> terms = Optional.empty();
    private Optional<OhttpKeyConfig> gatewayKey = Optional.empty();
    private Optional<SealedWay> way = Optional.empty();

    /**
     * @param transport opens the connections, to all of them
     * @param tlsProbe sees whether they would speak anything older than TLS 1.3
     */
    public Deployment(Target target, HttpTransport transport, TlsProbe tlsProbe, InstantSource clock) {
        this.target = target;
        this.transport = transport;
        this.tlsProbe = tlsProbe;
        this.clock = clock;
        this.till = new Till(transport, target.issuer(), target.attester(), clock);
        this.people = new People(target.range(), clock);
        this.provider = new Provider(this);
    }

    /**
     * Whether there is something to check: everybody answers something.
     *
     * @throws ServiceFailure if somebody does not
     */
    void requireReachable() throws ServiceFailure {
        for (HttpsOrigin party : parties()) {
            transport.send(Request.get(party.at("/.well-known/"), "*/*", RelayDocument.MAX_BYTES, DEADLINE));
        }
    }

    /** Takes back all that the kit has published and not removed itself; how many identifiers it could not. */
    int cleanUp() {
        return provider.cleanUp();
    }

    Target target() {
        return target;
    }

    /** All that listen. */
    List<HttpsOrigin> parties() {
        List<HttpsOrigin> parties = new ArrayList<>(List.of(target.issuer(), target.provider(), target.relay()));
        parties.addAll(target.mirrors());
        return parties;
    }

    List<HttpsOrigin> relays() {
        List<HttpsOrigin> relays = new ArrayList<>(List.of(target.relay()));
        relays.addAll(target.mirrors());
        return relays;
    }

    TlsProbe tlsProbe() {
        return tlsProbe;
    }

    Instant now() {
        return clock.instant();
    }

    Till till() {
        return till;
    }

    People people() {
        return people;
    }

    Provider provider() {
        return provider;
    }

    /** Not sealed, and by no relay. */
    Response direct(Request request) throws ServiceFailure {
        return transport.send(request);
    }

    RelayDocument document(HttpsOrigin relay) throws ServiceFailure {
        return read(
                direct(),
                relay.at(RelayDocument.PATH),
                RelayDocument.MEDIA_TYPE,
                RelayDocument.MAX_BYTES,
                RelayDocument::parse);
    }

    /** What the provider says of itself, by the relay's mirror as apps get it. */
    DiscoveryProviderDocument terms() throws ServiceFailure {
        if (terms.isEmpty()) {
            terms = Optional.of(terms(mirror(target.relay())));
        }
        return terms.get();
    }

    DiscoveryProviderDocument terms(DocumentPath path) throws ServiceFailure {
        return read(
                path,
                target.provider().at(DiscoveryProviderDocument.PATH),
                DiscoveryProviderDocument.MEDIA_TYPE,
                DiscoveryProviderDocument.MAX_BYTES,
                DiscoveryProviderDocument::parse);
    }

    IssuerDirectory directory(DocumentPath path) throws ServiceFailure {
        return read(
                path,
                target.issuer().at(IssuerDirectory.PATH),
                IssuerDirectory.MEDIA_TYPE,
                IssuerDirectory.MAX_BYTES,
                IssuerDirectory::parse);
    }

    OhttpKeyConfigs gatewayKeys(DocumentPath path) throws ServiceFailure {
        return read(path, gateway(), OhttpKeyConfigs.MEDIA_TYPE, OhttpKeyConfigs.MAX_BYTES, OhttpKeyConfigs::parse);
    }

    /** The key that apps would seal to. */
    OhttpKeyConfig gatewayKey() throws ServiceFailure {
        if (gatewayKey.isEmpty()) {
            gatewayKey = Optional.of(gatewayKeys(mirror(target.relay())).first());
        }
        return gatewayKey.get();
    }

    /** The way through the relay to the provider's gateway. */
    SealedWay way() throws ServiceFailure {
        if (way.isEmpty()) {
            String path = document(target.relay())
                    .pathTo(gateway().toString())
                    .orElseThrow(() -> new NoAnswer(
                            NoAnswer.Reason.NOT_CARRIED,
                            target.relay().authority() + " carries nothing to "
                                    + target.provider().authority()));
            way = Optional.of(
                    new SealedWay(transport, target.relay(), target.relay().at(path)));
        }
        return way.get();
    }

    DocumentPath direct() {
        return new DirectPath(transport);
    }

    DocumentPath mirror(HttpsOrigin relay) {
        return new MirrorPath(transport, relay);
    }

    /** What tokens for this provider are made for. */
    TokenChallenge challenge() throws ServiceFailure {
        DiscoveryProviderDocument document = terms();
        if (document.tokenType() != TokenType.BLIND_RSA) {
            throw new UntrustedAnswer(
                    Flaw.MALFORMED,
                    target.provider().authority()
                            + " takes tokens of type 0x0001, and this kit buys those of 0x0002 only");
        }
        return TokenChallenge.of(
                TokenType.BLIND_RSA,
                target.issuer().authority().name(),
                target.provider().authority().name(),
                document.challengeGeneration());
    }

    private URI gateway() {
        return target.provider().at(OhttpKeyConfigs.PATH);
    }

    private static <T> T read(DocumentPath path, URI uri, String mediaType, int maxBytes, Function<Bytes, T> reader)
            throws ServiceFailure {
        try {
            return reader.apply(path.fetch(uri, mediaType, maxBytes));
        } catch (MalformedMessage e) {
            throw new UntrustedAnswer(Flaw.MALFORMED, uri + " is malformed: " + e.getMessage(), e);
        }
    }
}
