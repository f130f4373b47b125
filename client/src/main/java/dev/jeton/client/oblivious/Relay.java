package dev.jeton.client.oblivious;

import dev.jeton.client.consistency.AgreedDocuments;
import dev.jeton.client.consistency.DirectPath;
import dev.jeton.client.consistency.DocumentPath;
import dev.jeton.client.consistency.MirrorPath;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.RetryingTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.OperatorName;
import dev.jeton.crypto.discovery.RelayDocument;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A relay that carries a sender's questions, and the mirrors by which everything public is compared before it is used: the
 * relay's own and those of others. All of them and the discovery provider are run by different operators, in their own
 * words; who names the same one is refused. Safe for concurrent use.
 *
 * <p>Nothing is fetched from a discovery provider itself: it would see who is about to ask.
 */
public final class Relay {
    private final HttpTransport transport;
    private final HttpsOrigin origin;
    private final RelayDocument document;
    private final List<DocumentPath> mirrors;
    private final Map<HttpsOrigin, OperatorName> operators;
    private final InstantSource clock;

    private Relay(
            HttpTransport transport,
            HttpsOrigin origin,
            RelayDocument document,
            List<DocumentPath> mirrors,
            Map<HttpsOrigin, OperatorName> operators,
            InstantSource clock) {
        this.transport = transport;
        this.origin = origin;
        this.document = document;
        this.mirrors = mirrors;
        this.operators = operators;
        this.clock = clock;
    }

    /**
     * The relay at {@code origin}, once it and the others have said who runs them.
     *
     * @param transport opens connections to all of them
     * @param others relays whose mirrors have to agree with this one's: at least one
     * @param clock for the date in each request
     * @throws UntrustedAnswer with {@link Flaw#ONE_OPERATOR} if two of them are one
     * @throws IllegalArgumentException without another relay: one mirror agrees with itself
     */
    public static Relay open(HttpTransport transport, HttpsOrigin origin, List<HttpsOrigin> others, InstantSource clock)
            throws ServiceFailure {
        if (others.isEmpty()) {
            throw new IllegalArgumentException("what one relay shows could be shown to one sender");
        }
        HttpTransport patient = new RetryingTransport(transport);
        RelayDocument document = document(patient, origin);
        Map<HttpsOrigin, OperatorName> operators = new LinkedHashMap<>();
        List<DocumentPath> mirrors = new ArrayList<>();
        operators.put(origin, document.operator());
        mirrors.add(new MirrorPath(patient, origin));
        for (HttpsOrigin other : others) {
            OperatorName operator = document(patient, other).operator();
            requireAnother(operators, other, operator);
            operators.put(other, operator);
            mirrors.add(new MirrorPath(patient, other));
        }
        return new Relay(transport, origin, document, mirrors, operators, clock);
    }

    /**
     * A discovery provider as everybody sees it.
     *
     * @throws UntrustedAnswer with {@link Flaw#ONE_OPERATOR} if who runs it runs the relay or a mirror, with
     *     {@link Flaw#INCONSISTENT} if it is shown otherwise to others
     */
    public RelayedProvider provider(HttpsOrigin provider) throws ServiceFailure {
        ProviderTerms terms = mirrored()
                .fetch(
                        provider.at(DiscoveryProviderDocument.PATH),
                        DiscoveryProviderDocument.MEDIA_TYPE,
                        DiscoveryProviderDocument.MAX_BYTES,
                        bytes -> ProviderTerms.of(DiscoveryProviderDocument.parse(bytes)));
        if (!terms.authority().equals(provider.authority())) {
            throw new UntrustedAnswer(Flaw.MALFORMED, provider.authority() + " has the document of somebody else");
        }
        requireAnother(operators, provider, terms.operator());
        return new RelayedProvider(provider, terms, to(provider));
    }

    /**
     * A way to {@code issuer} through this relay. The issuer then sees the relay's address in place of the sender's; who asks
     * it knows from the attestation. Its directory is in {@link #mirrored()}.
     */
    public HttpTransport toIssuer(HttpsOrigin issuer) throws NoAnswer {
        return to(issuer);
    }

    /** Public documents by all the mirrors, whose services do not see for whom they are fetched. */
    public AgreedDocuments mirrored() {
        return new AgreedDocuments(mirrors);
    }

    /** Public documents from their own service first, which sees who fetches, and by all the mirrors. */
    public AgreedDocuments directAndMirrored() {
        List<DocumentPath> paths = new ArrayList<>();
        paths.add(new DirectPath(new RetryingTransport(transport)));
        paths.addAll(mirrors);
        return new AgreedDocuments(paths);
    }

    private HttpTransport to(HttpsOrigin service) throws NoAnswer {
        URI gateway = service.at(OhttpKeyConfigs.PATH);
        String path = document.pathTo(gateway.toString())
                .orElseThrow(() -> new NoAnswer(
                        NoAnswer.Reason.NOT_CARRIED,
                        origin.authority() + " carries nothing to " + service.authority()));
        return new RelayedTransport(transport, origin.at(path), service, new GatewayKeys(mirrored(), gateway), clock);
    }

    private static RelayDocument document(HttpTransport transport, HttpsOrigin relay) throws ServiceFailure {
        URI uri = relay.at(RelayDocument.PATH);
        try {
            return RelayDocument.parse(
                    new DirectPath(transport).fetch(uri, RelayDocument.MEDIA_TYPE, RelayDocument.MAX_BYTES));
        } catch (MalformedMessage e) {
            throw new UntrustedAnswer(Flaw.MALFORMED, uri + " is malformed: " + e.getMessage(), e);
        }
    }

    private static void requireAnother(
            Map<HttpsOrigin, OperatorName> operators, HttpsOrigin party, OperatorName operator) throws UntrustedAnswer {
        for (Map.Entry<HttpsOrigin, OperatorName> other : operators.entrySet()) {
            if (other.getKey().equals(party) || other.getValue().isSame(operator)) {
                throw new UntrustedAnswer(
                        Flaw.ONE_OPERATOR,
                        other.getKey().authority() + " and " + party.authority()
                                + " are run by one operator, who could see who asks for what");
            }
        }
    }
}
