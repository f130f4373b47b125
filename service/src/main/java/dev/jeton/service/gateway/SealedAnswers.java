package dev.jeton.service.gateway;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.ohttp.OhttpGatewayRequest;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Answers what has been opened: always, and always sealed. Safe for concurrent use. */
@Singleton
class SealedAnswers {
    private static final int LEAST = 1 << 10;
    private static final int MOST = 1 << 17;

    private final InnerRequests requests;
    private final Replays replays;
    private final Problems problems;
    private final GatewayEvents events;
    private final AnswerPace pace;
    private final SizeClasses sizes;

    SealedAnswers(
            GatewayConfig config,
            InnerRequests requests,
            Replays replays,
            Problems problems,
            GatewayEvents events,
            AnswerPace pace) {
        long smallest = config.answerSize().asLongValue();
        if (smallest < LEAST || smallest > MOST) {
            throw new IllegalArgumentException("jeton.gateway.answer-size: expected 1K to 128K");
        }
        this.sizes = new SizeClasses((int) smallest);
        this.requests = requests;
        this.replays = replays;
        this.problems = problems;
        this.events = events;
        this.pace = pace;
    }

    /**
     * The sealed answer to {@code opened}. Does not fail.
     *
     * @param arrival when its last byte was here, as {@link System#nanoTime} counts
     */
    Uni<Bytes> to(OhttpGatewayRequest opened, long arrival) {
        Uni<Bytes> answer = Uni.createFrom()
                // Cheap checks first, then the one that touches a store.
                .item(() -> admitted(opened.request(), arrival))
                .call(() -> replays.requireFirst(opened.replayId()))
                .onFailure()
                .invoke(events::refused)
                .invoke(events::ledOn)
                .chain(endpoint -> endpoint)
                .map(SealedAnswers::encode)
                .onFailure()
                .recoverWithItem(failure -> encode(problems.answered(failure)));
        return pace.release(arrival, answer, encoded -> opened.seal(sizes.pad(encoded)))
                // Those above are answers by now: what fails here is the pace itself, where too many wait for it.
                .onFailure()
                .invoke(events::refused)
                .onFailure()
                .recoverWithItem(failure -> opened.seal(sizes.pad(encode(problems.answered(failure)))));
    }

    /** What answers it once it is subscribed to. */
    private Uni<Answer> admitted(Bytes message, long arrival) {
        BinaryRequest request = BinaryRequest.parse(message);
        Uni<Answer> answer = requests.answer(request, arrival);
        replays.requireNear(request);
        return answer;
    }

    private static Bytes encode(Answer answer) {
        try {
            Fields fields = Fields.EMPTY;
            for (Answer.Field field : answer.fields()) {
                fields = fields.with(field.name().toLowerCase(Locale.ROOT), field.value());
            }
            return new BinaryResponse(answer.status(), fields, answer.body(), Fields.EMPTY).encode();
        } catch (MalformedMessage e) {
            // Ours, and no mistake of the request.
            throw new IllegalStateException("an answer that cannot be written", e);
        }
    }
}
