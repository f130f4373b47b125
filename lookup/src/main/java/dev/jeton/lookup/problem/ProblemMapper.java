package dev.jeton.lookup.problem;

import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ended a request into the problem that leaves. The only place that does. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    /** The framework knows them and does not say them, as RFC 9110, Section 15.5.6 wants it. */
    private static final Map<String, String> ALLOWED_METHODS =
            Map.of(LookupRequest.PATH, "POST", "/v1/mappings", "PUT", DiscoveryProviderDocument.PATH, "GET, HEAD");

    @ServerExceptionMapper
    public Response problem(Throwable failure, UriInfo uri) {
        ProblemType type = Problems.typeOf(failure);
        if (type == ProblemType.INTERNAL_ERROR) {
            // Its kind and where it happened; messages may quote what came in.
            LOG.error("event=internal-error", Redacted.of(failure));
        }
        Response.ResponseBuilder response = Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new Problem(type, detailOf(failure)).encode().toArray());
        if (type.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (failure instanceof Refusal refusal) {
            refusal.challenges()
                    .forEach(challenge -> response.header(PrivateTokenChallenge.HEADER, challenge.encode()));
        }
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, ALLOWED_METHODS.getOrDefault(uri.getPath(), ""));
        }
        return response.build();
    }

    private static Optional<String> detailOf(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal.detail();
        }
        return failure instanceof MalformedMessage ? Optional.ofNullable(failure.getMessage()) : Optional.empty();
    }
}
