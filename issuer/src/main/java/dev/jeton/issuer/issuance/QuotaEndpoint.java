package dev.jeton.issuer.issuance;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.issuer.quota.Standing;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;

/** {@code GET /v1/quota}. */
@Singleton
class QuotaEndpoint implements Endpoint {
    static final String PATH = "/v1/quota";

    private static final int OK = 200;

    private final Issuance issuance;

    QuotaEndpoint(Issuance issuance) {
        this.issuance = issuance;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> mediaType() {
        return Optional.empty();
    }

    @Override
    public int maxBytes() {
        return 0;
    }

    @Override
    public Uni<Answer> answer(Asked asked) {
        return issuance.standing(asked.authorization().stream().findFirst()).map(QuotaEndpoint::answer);
    }

    private static Answer answer(Standing standing) {
        Answer answer = Answer.of(
                OK,
                MediaType.APPLICATION_JSON,
                new JsonWriter()
                        .put("limit", standing.limit())
                        .put("left", standing.left())
                        .put("reset-seconds", standing.untilReset().toSeconds())
                        .toBytes());
        for (Map.Entry<String, String> field : standing.headers().entrySet()) {
            answer = answer.with(field.getKey(), field.getValue());
        }
        return answer;
    }
}
