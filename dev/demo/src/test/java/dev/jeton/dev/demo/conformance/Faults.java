package dev.jeton.dev.demo.conformance;

import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes that a service could make. */
final class Faults {
    private static final Pattern REMAINING = Pattern.compile("r=(\\d+)");

    private Faults() {}

    /** Says {@code status} where an honest service would say {@code type}; and does nothing. */
    static Fault says(int status, ProblemType type) {
        return (request, honest) -> {
            Response response = honest.send(request);
            return said(response).contains(type.slug())
                    ? new Response(status, response.headers(), response.body())
                    : response;
        };
    }

    static Fault says(int status, int insteadOf) {
        return (request, honest) -> {
            Response response = honest.send(request);
            return response.status() == insteadOf
                    ? new Response(status, response.headers(), response.body())
                    : response;
        };
    }

    /** Answers a question with an empty answer where an honest service would refuse with {@code type}. */
    static Fault answers(ProblemType type) {
        return (request, honest) -> {
            Response response = honest.send(request);
            return said(response).contains(type.slug()) ? answer(request, List.of()) : response;
        };
    }

    /** Refuses to store documents in whose payload there is {@code text}. */
    static Fault refusesMappingsWith(String text) {
        return (request, honest) -> request.method() == Request.Method.PUT
                        && payload(request.body()).contains(text)
                ? BrokenDeployment.problem(ProblemType.MAPPING_INVALID)
                : honest.send(request);
    }

    /** Takes what {@code which} matches and forgets it. */
    static Fault forgets(Predicate<Request> which) {
        return (request, honest) ->
                which.test(request) ? new Response(204, Map.of(), Bytes.EMPTY) : honest.send(request);
    }

    /** Changes the mappings of an answer. */
    static Fault mappings(UnaryOperator<List<String>> change) {
        return (request, honest) -> {
            Response response = honest.send(request);
            if (!isQuestion(request) || response.status() != 200) {
                return response;
            }
            return answer(
                    request, change.apply(LookupAnswer.parse(response.body()).mappings()));
        };
    }

    static String withOtherSignature(String compact) {
        int last = compact.length() - 10;
        char other = compact.charAt(last) == 'A' ? 'B' : 'A';
        return compact.substring(0, last) + other + compact.substring(last + 1);
    }

    static boolean hides(String compact) {
        return payload(Bytes.ofUtf8(compact)).contains("\"msps\":[]");
    }

    /** Answers with what it answered before, where the token has been spent. */
    static Fault takesSpentTokens() {
        return (request, honest) -> {
            Response response = honest.send(request);
            return said(response).contains(ProblemType.TOKEN_SPENT.slug()) ? answer(request, List.of()) : response;
        };
    }

    /** Knows no second chance. */
    static Fault refusesTheSameAgain() {
        Set<Bytes> seen = ConcurrentHashMap.newKeySet();
        return (request, honest) -> isQuestion(request) && !seen.add(request.body())
                ? BrokenDeployment.problem(ProblemType.TOKEN_SPENT)
                : honest.send(request);
    }

    /** A challenge of its own, by which it would know its tokens again. */
    static Fault servesAnotherChallenge(String issuer) {
        String own = PrivateTokenChallenge.of(
                        TokenChallenge.of(issuer, "another.example").encode(), Bytes.EMPTY)
                .encode();
        return (request, honest) -> {
            Response response = honest.send(request);
            return response.headers(PrivateTokenChallenge.HEADER).isEmpty()
                    ? response
                    : withHeader(response, PrivateTokenChallenge.HEADER, Optional.of(own));
        };
    }

    /** Changes answers to requests whose URI has {@code part}. */
    static Fault at(String part, UnaryOperator<Response> change) {
        return (request, honest) -> {
            Response response = honest.send(request);
            return request.uri().toString().contains(part) ? change.apply(response) : response;
        };
    }

    static Response withHeader(Response response, String name, Optional<String> value) {
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.remove(name.toLowerCase(Locale.ROOT));
        value.ifPresent(present -> headers.put(name, List.of(present)));
        return new Response(response.status(), headers, response.body());
    }

    static Response withBody(Response response, Bytes body) {
        return new Response(response.status(), response.headers(), body);
    }

    static Response withText(Response response, String from, String to) {
        String text = new String(response.body().toArray(), StandardCharsets.ISO_8859_1).replace(from, to);
        return withBody(response, Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Each time another blank at the end. */
    static Fault directoryDiffers(String path) {
        AtomicReference<String> blanks = new AtomicReference<>("");
        return at(
                path,
                response -> withBody(
                        response, Bytes.concat(response.body(), Bytes.ofUtf8(blanks.updateAndGet(old -> old + " ")))));
    }

    static Response withBrokenSignature(Response response) {
        if (!response.hasMediaType(TokenResponse.MEDIA_TYPE)) {
            return response;
        }
        byte[] body = response.body().toArray();
        body[body.length - 1] ^= 1;
        return withBody(response, Bytes.of(body));
    }

    static Response withSwappedSignatures(Response response) {
        if (!response.hasMediaType(GenericBatchTokenResponse.MEDIA_TYPE)) {
            return response;
        }
        List<Optional<TokenResponse>> tokens =
                new ArrayList<>(GenericBatchTokenResponse.parse(response.body()).tokenResponses());
        if (tokens.size() > 1) {
            Collections.swap(tokens, 0, 1);
        }
        return withBody(response, new GenericBatchTokenResponse(tokens).encode());
    }

    /** Charges a batch that it has seen before once more, as far as it says. */
    static Fault chargesTwice() {
        Set<Bytes> seen = ConcurrentHashMap.newKeySet();
        return (request, honest) -> {
            Response response = honest.send(request);
            boolean isAgain = request.method() == Request.Method.POST && !seen.add(request.body());
            return isAgain ? less(response) : response;
        };
    }

    /** Signs more than it says is left. */
    static Response less(Response response) {
        String limit = response.header("RateLimit").orElse("");
        Matcher remaining = REMAINING.matcher(limit);
        return remaining.find()
                ? withHeader(
                        response,
                        "RateLimit",
                        Optional.of(remaining.replaceFirst("r=" + Math.max(0, Long.parseLong(remaining.group(1)) - 2))))
                : response;
    }

    static boolean isRemoval(Request request) {
        return request.uri().getPath().endsWith("/removals");
    }

    static boolean isQuestion(Request request) {
        return request.uri().getPath().equals(LookupRequest.PATH);
    }

    static boolean isSecondPublication(Request request) {
        return request.method() == Request.Method.PUT && payload(request.body()).contains("\"seq\":2");
    }

    private static Response answer(Request request, List<String> mappings) {
        SourceResult source = new SourceResult(new Authority(request.uri().getRawAuthority()), SourceOutcome.ANSWERED);
        return new Response(
                200,
                Map.of("Content-Type", List.of(LookupAnswer.MEDIA_TYPE)),
                new LookupAnswer(mappings, List.of(source)).encode());
    }

    private static String said(Response response) {
        return response.status() < 400 ? "" : new String(response.body().toArray(), StandardCharsets.UTF_8);
    }

    private static String payload(Bytes compact) {
        String[] parts = new String(compact.toArray(), StandardCharsets.US_ASCII).split("\\.", 3);
        return new String(Bytes.ofBase64Url("payload", parts[1]).toArray(), StandardCharsets.UTF_8);
    }
}
