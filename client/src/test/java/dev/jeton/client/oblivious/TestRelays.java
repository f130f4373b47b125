package dev.jeton.client.oblivious;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument.AcceptedIssuer;
import dev.jeton.crypto.discovery.OperatorName;
import dev.jeton.crypto.discovery.RelayDocument;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network in memory: two relays of two operators, of which the first carries requests, and behind them an issuer and a
 * discovery provider with a gateway each. Keeps what was sent where; tests change who says what.
 */
public final class TestRelays implements HttpTransport {
    public static final HttpsOrigin RELAY = HttpsOrigin.parse("https://relay.example");
    public static final HttpsOrigin MIRROR = HttpsOrigin.parse("https://mirror.example");

    public final TestDiscoveryProvider provider;
    public final TestIssuer issuer;
    /** All that came out of the sender's device. */
    public final List<Request> sent = new ArrayList<>();
    /** By host. */
    public final Map<String, String> operators = new HashMap<>(Map.of(
            "relay.example", "First Relay",
            "mirror.example", "Second Relay",
            "dp.example", "Example Directory"));

    public Authority authority = TestDiscoveryProvider.AUTHORITY;
    public long generation;
    /** What {@link #MIRROR} shows in place of a document, by its URL. */
    public final Map<String, Bytes> shownOtherwise = new HashMap<>();

    /** What both show. */
    public final Map<String, Bytes> shownByAll = new HashMap<>();
    /** What neither has. */
    public final Set<String> notMirrored = new HashSet<>();

    private TestRelay toProvider;
    private TestRelay toIssuer;

    public TestRelays(TestIssuer issuer, TestDiscoveryProvider provider) {
        this.issuer = issuer;
        this.provider = provider;
        this.toProvider = new TestRelay(provider);
        this.toIssuer = new TestRelay(issuer);
    }

    /** Both gateways have other keys from now on, and know the old ones no more. */
    public void changeKeys() {
        toProvider = new TestRelay(provider);
        toIssuer = new TestRelay(issuer);
    }

    /** Which hosts the sender's device has spoken to. */
    public List<String> hosts() {
        return sent.stream().map(request -> request.uri().getHost()).distinct().toList();
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        sent.add(request);
        if (request.uri().equals(TestDiscoveryProvider.ORIGIN.at(DiscoveryProviderDocument.PATH))) {
            return answer(DiscoveryProviderDocument.MEDIA_TYPE, providerDocument(generation));
        }
        if (request.uri().equals(TestDiscoveryProvider.ORIGIN.at(OhttpKeyConfigs.PATH))) {
            return answer(OhttpKeyConfigs.MEDIA_TYPE, new OhttpKeyConfigs(List.of(toProvider.key())).encode());
        }
        return switch (request.uri().getHost()) {
            case "issuer.example" -> issuer.send(request);
            case "relay.example", "mirror.example" -> relay(request);
            default -> provider.send(request);
        };
    }

    private Response relay(Request request) throws NoAnswer, UntrustedAnswer {
        String host = request.uri().getHost();
        return switch (request.uri().getPath()) {
            case RelayDocument.PATH -> answer(RelayDocument.MEDIA_TYPE, document(host));
            case "/mirror" ->
                mirror(host, URLDecoder.decode(request.uri().getRawQuery().substring(7), UTF_8));
            case "/ohttp/dp" -> carry(toProvider, request);
            case "/ohttp/issuer" -> carry(toIssuer, request);
            default -> TestIssuer.problem(ProblemType.NOT_FOUND);
        };
    }

    private static Response carry(TestRelay gateway, Request request) throws NoAnswer, UntrustedAnswer {
        try {
            return gateway.send(request);
        } catch (MalformedMessage e) {
            return new Response(
                    400,
                    Map.of("Content-Type", List.of(Problem.MEDIA_TYPE)),
                    new JsonWriter().put("type", OnTheWay.KEY_PROBLEM).toBytes());
        }
    }

    private Bytes document(String host) {
        return new RelayDocument(
                        operator(host),
                        List.of(
                                gateway("/ohttp/dp", TestDiscoveryProvider.ORIGIN),
                                gateway("/ohttp/issuer", TestIssuer.ORIGIN)))
                .encode();
    }

    private static RelayDocument.Gateway gateway(String path, HttpsOrigin service) {
        return new RelayDocument.Gateway(path, service.at(OhttpKeyConfigs.PATH).toString());
    }

    private OperatorName operator(String host) {
        return new OperatorName(operators.getOrDefault(host, ""));
    }

    private Response mirror(String host, String target) {
        String mediaType;
        Bytes document;
        if (target.endsWith(OhttpKeyConfigs.PATH)) {
            TestRelay gateway = target.startsWith(TestIssuer.ORIGIN.url()) ? toIssuer : toProvider;
            mediaType = OhttpKeyConfigs.MEDIA_TYPE;
            document = new OhttpKeyConfigs(List.of(gateway.key())).encode();
        } else if (target.endsWith(IssuerDirectory.PATH)) {
            mediaType = IssuerDirectory.MEDIA_TYPE;
            document = issuer.directory.encode();
        } else if (target.endsWith(DiscoveryProviderDocument.PATH)) {
            mediaType = DiscoveryProviderDocument.MEDIA_TYPE;
            document = providerDocument(generation);
        } else {
            return TestIssuer.problem(ProblemType.NOT_FOUND);
        }
        if (notMirrored.contains(target)) {
            return TestIssuer.problem(ProblemType.NOT_FOUND);
        }
        document = shownByAll.getOrDefault(target, document);
        if (host.equals("mirror.example")) {
            document = shownOtherwise.getOrDefault(target, document);
        }
        Bytes copy =
                new BinaryResponse(200, Fields.EMPTY.with("content-type", mediaType), document, Fields.EMPTY).encode();
        return answer("message/bhttp", copy);
    }

    public Bytes providerDocument(long ofGeneration) {
        return new DiscoveryProviderDocument(
                        operator("dp.example"),
                        authority,
                        ofGeneration,
                        List.of(new AcceptedIssuer(TestIssuer.ORIGIN.authority(), URI.create(TestIssuer.ORIGIN.url()))),
                        new CsipTrust(List.of()))
                .encode();
    }

    private static Response answer(String mediaType, Bytes body) {
        return new Response(200, Map.of("Content-Type", List.of(mediaType)), body);
    }
}
