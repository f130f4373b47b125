package dev.jeton.relay.mirror;

import dev.jeton.relay.clients.ClientLimits;
import dev.jeton.relay.events.RelayEvents;
import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.Edge;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import dev.jeton.relay.mirror.Targets.Target;
import dev.jeton.relay.upstream.Upstream;
import dev.jeton.relay.upstream.UpstreamFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code GET /mirror?target=...}. */
@Singleton
class Mirror {
    private static final String PATH = "/mirror";
    /** What requests that are for no target are counted under; no target can be called that. */
    private static final String NO_TARGET = "(none)";

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final ClientLimits limits;
    private final Upstream upstream;
    private final RelayEvents events;
    private final int maxBytes;
    private final Map<String, Mirrored> byUrl = new HashMap<>();

    /** A target by the name that log and metrics know. */
    private record Mirrored(String name, MirroredTarget target) {}

    Mirror(MirrorConfig config, Targets targets, ClientLimits limits, Upstream upstream, RelayEvents events) {
        this.limits = limits;
        this.upstream = upstream;
        this.events = events;
        long size = config.maxSize().asLongValue();
        if (size < 1 << 10 || size > 16 << 20) {
            throw new IllegalArgumentException("jeton.relay.mirror.max-size: expected 1K to 16M");
        }
        this.maxBytes = (int) size;
        Duration pause = config.retryEvery();
        if (pause.compareTo(Duration.ofSeconds(1)) < 0 || pause.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("jeton.relay.mirror.retry-every: expected 1 second to 1 hour");
        }
        targets.all()
                .forEach((name, target) -> byUrl.put(
                        target.url().toString(),
                        new Mirrored(name, new MirroredTarget(() -> fetch(name, target), pause, System::nanoTime))));
    }

    void open(@Observes Router router, Edge edge) {
        edge.add(router, HttpMethod.GET, PATH, this::answer);
    }

    private Future<Answer> answer(HttpServerRequest request) {
        Mirrored asked = asked(request);
        return asked.target()
                .answer()
                .onSuccess(answer -> events.mirrored(asked.name(), "answered"))
                .onFailure(failure -> events.mirrored(asked.name(), outcome(failure)));
    }

    private Mirrored asked(HttpServerRequest request) {
        try {
            limits.admit(request);
            Mirrored asked = byUrl.get(TargetQuery.parse(request.query()));
            if (asked == null) {
                throw Refusal.of(ProblemType.TARGET_UNKNOWN);
            }
            return asked;
        } catch (Refusal refusal) {
            events.mirrored(NO_TARGET, refusal.type().slug());
            throw refusal;
        }
    }

    private Future<MirrorCopy> fetch(String name, Target target) {
        return upstream.get(target.url(), target.mediaType(), maxBytes)
                .map(answer -> MirrorCopy.of(answer, target.mediaType(), target.minValidity()))
                .onSuccess(copy -> fetched(name, "kept"))
                .recover(failure -> {
                    Optional<String> cause = cause(failure);
                    fetched(name, cause.orElse(ProblemType.INTERNAL_ERROR.slug()));
                    return Future.failedFuture(
                            cause.isPresent() ? Refusal.of(ProblemType.TARGET_UNAVAILABLE) : failure);
                });
    }

    private void fetched(String name, String outcome) {
        events.fetched(name, outcome);
        if (outcome.equals("kept")) {
            events.succeeded("target=" + name);
        } else {
            events.failed("target=" + name, outcome);
        }
    }

    /** Empty for a mistake of ours. */
    private static Optional<String> cause(Throwable failure) {
        if (failure instanceof UpstreamFailure known) {
            return Optional.of(known.kind().name().toLowerCase(Locale.ROOT));
        }
        return failure instanceof NotMirrored known ? Optional.ofNullable(known.getMessage()) : Optional.empty();
    }

    private static String outcome(Throwable failure) {
        return failure instanceof Refusal refusal ? refusal.type().slug() : ProblemType.INTERNAL_ERROR.slug();
    }
}
