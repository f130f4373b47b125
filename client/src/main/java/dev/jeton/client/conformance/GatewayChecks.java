package dev.jeton.client.conformance;

import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.problem.ProblemType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What RFC 9458 wants of relay and gateway, and that sealed answers look alike. */
final class GatewayChecks {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String A = "mimi://a.example";
    private static final int OK = 200;

    private GatewayChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "gateway-key",
                        "what is sealed to a key that the gateway has not is refused, so that clients fetch the keys (RFC 9458, Section 5.3)",
                        GatewayChecks::unknownKeyIsNamed),
                new Check(
                        "gateway-replay",
                        "a sealed request is answered once (RFC 9458, Section 6.5)",
                        GatewayChecks::replayIsRefused),
                new Check(
                        "gateway-date",
                        "a sealed request of another day is refused (RFC 9458, Section 6.5.1)",
                        GatewayChecks::oldRequestIsRefused),
                new Check(
                        "gateway-target",
                        "the gateway leads to its own service only",
                        GatewayChecks::otherTargetIsRefused),
                new Check(
                        "gateway-uniform",
                        "sealed answers to a hit, a miss, a hidden owner and a refusal have one size",
                        GatewayChecks::answersLookAlike));
    }

    private static String unknownKeyIsNamed(Deployment deployment) throws Violation, ServiceFailure {
        OhttpKeyConfig offered = deployment.gatewayKey();
        OhttpKeyConfig other = new OhttpKeyPair(offered.keyId(), HpkeSecretKey.generate()).config();
        OhttpClientRequest sealed = SealedWay.seal(question(deployment), other, deployment.now());
        Response response = deployment.way().carry(sealed.encapsulated());
        Said.unlessRefused(response, ProblemType.OHTTP_KEY, "a request sealed to another key");
        return "400 ohttp-key, by way of the relay";
    }

    private static String replayIsRefused(Deployment deployment) throws Violation, ServiceFailure {
        OhttpClientRequest sealed = SealedWay.seal(question(deployment), deployment.gatewayKey(), deployment.now());
        Response first = deployment.way().ask(sealed).response();
        Violation.unless(first.status() == OK, "a sealed question: " + Said.of(first));
        Response again = deployment.way().ask(sealed).response();
        Said.unlessRefused(again, ProblemType.REQUEST_REPLAYED, "the very same bytes again");
        return "the same bytes again are refused, sealed";
    }

    private static String oldRequestIsRefused(Deployment deployment) throws Violation, ServiceFailure {
        OhttpKeyConfig key = deployment.gatewayKey();
        for (Duration shift : List.of(A_DAY, A_DAY.negated())) {
            OhttpClientRequest sealed =
                    SealedWay.seal(question(deployment), key, deployment.now().plus(shift));
            Said.unlessRefused(
                    deployment.way().ask(sealed).response(),
                    ProblemType.DATE,
                    "a request dated " + (shift.isNegative() ? "yesterday" : "tomorrow"));
        }
        return "yesterday's and tomorrow's are refused, sealed";
    }

    private static String otherTargetIsRefused(Deployment deployment) throws Violation, ServiceFailure {
        Request question = question(deployment);
        Request elsewhere = new Request(
                question.method(),
                URI.create("https://elsewhere.example/v1/lookups"),
                question.headers(),
                question.body(),
                question.maxResponseBytes(),
                question.deadline());
        OhttpClientRequest sealed = SealedWay.seal(elsewhere, deployment.gatewayKey(), deployment.now());
        Said.unlessRefused(
                deployment.way().ask(sealed).response(), ProblemType.TARGET_FORBIDDEN, "a request for another host");
        return "403 for another host";
    }

    private static String answersLookAlike(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Owner found = deployment.people().owner();
        provider.publish(found, 1, A);
        Owner hidden = deployment.people().owner();
        provider.publish(hidden, 1);

        Set<Integer> sizes = new TreeSet<>();
        for (Csi csi : List.of(found.csi(), hidden.csi(), deployment.people().stranger())) {
            SealedWay.Answer answer = provider.send(provider.question(csi, provider.coin()));
            Violation.unless(answer.response().status() == OK, "a question: " + Said.of(answer.response()));
            sizes.add(answer.sealedBytes());
        }
        sizes.add(provider.send(provider.question(found.csi(), Optional.empty(), Optional.empty()))
                .sealedBytes());
        Violation.unless(sizes.size() == 1, "sealed answers of different sizes: " + sizes + " bytes");
        return sizes.iterator().next() + " bytes for a hit, a hidden owner, a miss and a refusal";
    }

    private static Request question(Deployment deployment) throws ServiceFailure {
        return deployment
                .provider()
                .question(deployment.people().stranger(), deployment.provider().coin());
    }
}
