package dev.jeton.relay.operator;

import dev.jeton.relay.Gateways;
import dev.jeton.relay.RelayConfig;
import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.Edge;
import dev.jeton.relay.mirror.Targets;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code GET /.well-known/jeton-relay}: made once. */
@Singleton
class OperatorDocument {
    static final String PATH = "/.well-known/jeton-relay";

    private static final int MOST_OPERATOR_CHARS = 128;

    private final Answer document;

    OperatorDocument(RelayConfig config, Gateways gateways, Targets targets) {
        String operator = config.operator();
        if (operator.isBlank()
                || operator.length() > MOST_OPERATOR_CHARS
                || operator.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("jeton.relay.operator: expected 1 to 128 printable characters");
        }
        JsonArray forwarded = new JsonArray();
        gateways.all()
                .forEach((name, url) -> forwarded.add(
                        new JsonObject().put("path", Gateways.path(name)).put("gateway", url.toString())));
        JsonArray mirrored = new JsonArray();
        targets.all()
                .values()
                .forEach(target -> mirrored.add(
                        new JsonObject().put("url", target.url().toString()).put("media-type", target.mediaType())));
        JsonObject json = new JsonObject()
                .put("operator", operator)
                .put("gateways", forwarded)
                .put(
                        "mirror",
                        new JsonObject().put("template", "/mirror{?target}").put("targets", mirrored));
        this.document = Answer.ok("application/json", json.toBuffer()).with("Cache-Control", "public, max-age=300");
    }

    void open(@Observes Router router, Edge edge) {
        edge.add(router, HttpMethod.GET, PATH, request -> Future.succeededFuture(document));
    }
}
