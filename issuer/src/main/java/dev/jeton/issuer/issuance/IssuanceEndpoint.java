package dev.jeton.issuer.issuance;

import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;

/** {@code POST /token-request}, in one of its forms. */
abstract class IssuanceEndpoint implements Endpoint {
    static final String PATH = "/token-request";

    private static final int COMPLETE = 200;
    private static final int PARTIAL = 206;

    private final Issuance issuance;
    private final Form form;
    private final String mediaType;
    private final String answerType;
    private final int maxBytes;

    /** Reads up to {@code maxBytes} of {@code mediaType} and answers in {@code answerType}. */
    IssuanceEndpoint(Issuance issuance, Form form, String mediaType, String answerType, int maxBytes) {
        this.issuance = issuance;
        this.form = form;
        this.mediaType = mediaType;
        this.answerType = answerType;
        this.maxBytes = maxBytes;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> mediaType() {
        return Optional.of(mediaType);
    }

    @Override
    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public Uni<Answer> answer(Asked asked) {
        return issuance.issue(asked.authorization().stream().findFirst(), form, asked.body())
                .map(this::answer);
    }

    private Answer answer(Issued issued) {
        Answer answer = Answer.of(
                issued.signed().isComplete() ? COMPLETE : PARTIAL,
                answerType,
                issued.signed().encoded());
        for (Map.Entry<String, String> field : issued.standing().headers().entrySet()) {
            answer = answer.with(field.getKey(), field.getValue());
        }
        return answer;
    }
}
