package dev.jeton.client.conformance;

import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The discovery provider, asked through the relay; and tokens to pay it with. */
final class Provider {
    static final String MAPPINGS = "/v1/mappings";
    static final String REMOVALS = MAPPINGS + "/removals";
    private static final String JWT = "application/jwt";
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int MAX_ANSWER_BYTES = Math.max(LookupAnswer.MAX_BYTES, Problem.MAX_BYTES);
    /** What any tier lets through in one batch, and any made-up sender may have. */
    private static final int BATCH = 10;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Deployment deployment;
    private final Deque<Coin> stock = new ArrayDeque<>();
    /** Whom the kit has let publish, and up to which sequence number. */
    private final Map<Owner, Long> published = new LinkedHashMap<>();

    Provider(Deployment deployment) {
        this.deployment = deployment;
    }

    Authority authority() {
        return deployment.target().provider().authority();
    }

    /** A token that has not been used. */
    synchronized Coin coin() throws ServiceFailure {
        if (stock.isEmpty()) {
            stock.addAll(deployment.till().buy(deployment.challenge().digest(), BATCH));
        }
        return stock.pop();
    }

    /** The provider's own answer to {@code request}. */
    SealedWay.Answer send(Request request) throws ServiceFailure {
        return deployment.way().ask(SealedWay.seal(request, deployment.gatewayKey(), deployment.now()));
    }

    Request question(Csi csi, Optional<QueryProof> proof, Optional<String> credentials) {
        Request request = Request.of(
                Request.Method.POST,
                deployment.target().provider().at(LookupRequest.PATH),
                LookupRequest.MEDIA_TYPE,
                new LookupRequest(csi, proof).encode(),
                MAX_ANSWER_BYTES,
                DEADLINE);
        return credentials.isPresent() ? request.with(PrivateTokenCredentials.HEADER, credentials.get()) : request;
    }

    /** A question as an app asks it. */
    Request question(Csi csi, Coin coin) {
        return question(csi, Optional.of(coin.proof(authority().name(), csi)), Optional.of(coin.credentials()));
    }

    Response ask(Csi csi, Coin coin) throws ServiceFailure {
        return send(question(csi, coin)).response();
    }

    /** What a sender who trusts the kit's CSIP alone makes of the answer, for one token. */
    LookupResult lookup(Csi csi) throws ServiceFailure, Violation {
        Response response = ask(csi, coin());
        Violation.unless(response.status() == OK, "a question with a new token: " + Said.of(response));
        return read(csi, response);
    }

    LookupResult read(Csi csi, Response response) throws Violation {
        LookupAnswer answer;
        try {
            answer = LookupAnswer.parse(response.body());
        } catch (MalformedMessage e) {
            throw new Violation("a malformed answer: " + e.getMessage(), e);
        }
        List<VerifiedMapping> verified = new ArrayList<>();
        List<RefusedDocument> dropped = new ArrayList<>();
        for (String compact : answer.mappings()) {
            MappingVerdict verdict =
                    MappingVerifier.verify(compact, deployment.people().trust(), Set.of(authority()), deployment.now());
            if (verdict instanceof VerifiedMapping mapping
                    && mapping.mapping().csi().equals(csi)) {
                verified.add(mapping);
            } else if (verdict instanceof RefusedDocument refused) {
                dropped.add(refused);
            } else {
                throw new Violation("a mapping of another identifier than the one that was asked for");
            }
        }
        return new LookupResult(csi, verified, dropped, answer.sources());
    }

    /** Publishes as {@code owner}; it is taken back at the end. */
    void publish(Owner owner, long sequence, List<Mapping.Entry> msps, List<SealedEntries.For> sealed)
            throws ServiceFailure, Violation {
        Response response = put(owner, sequence, msps, sealed);
        Violation.unless(response.status() == NO_CONTENT, "publishing a mapping that is good: " + Said.of(response));
    }

    void publish(Owner owner, long sequence, String... msps) throws ServiceFailure, Violation {
        publish(owner, sequence, Entries.of(msps), List.of());
    }

    /** The provider's answer to a mapping of {@code owner}'s. */
    Response put(Owner owner, long sequence, List<Mapping.Entry> msps, List<SealedEntries.For> sealed)
            throws ServiceFailure {
        OwnedCsi owned = owner.owned();
        Mapping mapping = owned.mapping(authority(), sequence, deployment.now(), msps, sealed);
        return put(owner, sequence, owned.sign(mapping));
    }

    /** The same for one that is signed already. */
    Response put(Owner owner, long sequence, String compact) throws ServiceFailure {
        Response response = put(compact);
        if (response.status() == NO_CONTENT) {
            published.merge(owner, sequence, Math::max);
        }
        return response;
    }

    /** The provider's answer to whatever is called a mapping. */
    Response put(String compact) throws ServiceFailure {
        return send(jwt(Request.Method.PUT, MAPPINGS, compact)).response();
    }

    /** {@code owner} takes back what he has published. */
    Response remove(Owner owner, long sequence) throws ServiceFailure {
        OwnedCsi owned = owner.owned();
        return remove(owned.sign(owned.removal(authority(), sequence, deployment.now())));
    }

    /** The provider's answer to whatever is called a removal. */
    Response remove(String compact) throws ServiceFailure {
        return send(jwt(Request.Method.POST, REMOVALS, compact)).response();
    }

    int cleanUp() {
        int left = 0;
        for (Map.Entry<Owner, Long> entry : published.entrySet()) {
            try {
                left += remove(entry.getKey(), entry.getValue()).status() == NO_CONTENT ? 0 : 1;
            } catch (ServiceFailure | RuntimeException e) {
                left++; // Whatever was wrong with this one, the others are to go.
            }
        }
        published.clear();
        return left;
    }

    private Request jwt(Request.Method method, String path, String compact) {
        return Request.of(
                method,
                deployment.target().provider().at(path),
                JWT,
                Bytes.ofUtf8(compact),
                Problem.MAX_BYTES,
                DEADLINE);
    }
}
