package dev.jeton.client.conformance;

import dev.jeton.client.consistency.DocumentPath;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.OperatorName;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Who asks stays unknown, what is said stays between two, and nobody harvests: R6 to R8 of draft-ietf-mimi-user-discovery-reqs. */
final class PrivacyChecks {
    private static final int RACERS = 8;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private PrivacyChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "R6",
                        "nobody but the sender can join him and his question: other operators, one key for all, no way but the sealed one",
                        PrivacyChecks::nobodyCanJoin),
                new Check("R7", "everything is encrypted in transit, by TLS 1.3", PrivacyChecks::onlyTls13),
                new Check("R8", "each question costs one token, once", PrivacyChecks::oneTokenOneQuestion));
    }

    private static String nobodyCanJoin(Deployment deployment) throws Violation, ServiceFailure {
        Map<HttpsOrigin, OperatorName> operators = new LinkedHashMap<>();
        operators.put(deployment.target().provider(), deployment.terms().operator());
        for (HttpsOrigin relay : deployment.relays()) {
            OperatorName operator = deployment.document(relay).operator();
            for (Map.Entry<HttpsOrigin, OperatorName> other : operators.entrySet()) {
                Violation.unless(
                        !other.getValue().isSame(operator),
                        relay.authority() + " and " + other.getKey().authority() + " name one operator");
            }
            operators.put(relay, operator);
        }

        DocumentPath direct = deployment.direct();
        OhttpKeyConfigs keys = deployment.gatewayKeys(direct);
        Optional<IssuerDirectory.Key> signing = firstValid(deployment, deployment.directory(direct));
        for (HttpsOrigin relay : deployment.relays()) {
            DocumentPath mirror = deployment.mirror(relay);
            Violation.unless(
                    deployment.gatewayKeys(mirror).first().equals(keys.first()),
                    relay.authority() + " shows another gateway key than the provider");
            Violation.unless(
                    firstValid(deployment, deployment.directory(mirror)).equals(signing),
                    relay.authority() + " shows another signing key than the issuer");
            Violation.unless(
                    deployment.terms(mirror).challengeGeneration()
                            == deployment.terms(direct).challengeGeneration(),
                    relay.authority() + " shows another challenge than the provider");
        }

        Provider provider = deployment.provider();
        Csi csi = deployment.people().stranger();
        Response unsealed = deployment.direct(provider.question(csi, provider.coin()));
        Violation.unless(
                unsealed.status() == NOT_FOUND,
                "a question that comes directly, without a relay: " + Said.of(unsealed) + "; demanded: 404");
        return operators.size() + " operators, the same keys by "
                + (1 + deployment.relays().size()) + " ways, and no unsealed question";
    }

    private static Optional<IssuerDirectory.Key> firstValid(Deployment deployment, IssuerDirectory directory) {
        return directory.keys().stream()
                .filter(key -> key.isValidAt(deployment.now()))
                .findFirst();
    }

    private static String onlyTls13(Deployment deployment) throws Violation, ServiceFailure {
        for (HttpsOrigin listener : deployment.parties()) {
            Optional<String> weakness = deployment.tlsProbe().weakness(listener);
            Violation.unless(weakness.isEmpty(), listener.authority() + " " + weakness.orElse(""));
        }
        return deployment.parties().size() + " listeners speak TLS 1.3 and refuse TLS 1.2 and plain HTTP";
    }

    private static String oneTokenOneQuestion(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Csi csi = deployment.people().stranger();
        Response unpaid = provider.send(provider.question(csi, Optional.empty(), Optional.empty()))
                .response();
        Said.unlessRefused(unpaid, ProblemType.TOKEN_MISSING, "a question without a token");

        Coin coin = provider.coin();
        Response paid = provider.ask(csi, coin);
        Violation.unless(paid.status() == OK, "a question with a new token: " + Said.of(paid));
        Response second = provider.ask(deployment.people().stranger(), coin);
        Said.unlessRefused(second, ProblemType.TOKEN_SPENT, "another question with the same token");

        int won = race(deployment, provider.coin());
        Violation.unless(won == 1, RACERS + " different questions at once with one token: " + won + " were answered");
        return "no token no answer; one token, one answer, also for " + RACERS + " different questions at once";
    }

    /** How many of {@value #RACERS} different questions at once are answered for one token. */
    private static int race(Deployment deployment, Coin coin) throws ServiceFailure {
        Provider provider = deployment.provider();
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                Csi csi = deployment.people().stranger();
                answers.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return provider.ask(csi, coin).status() == OK ? 1 : 0;
                            } catch (ServiceFailure e) {
                                throw new CompletionException(e);
                            }
                        },
                        threads));
            }
            int won = 0;
            for (CompletableFuture<Integer> answer : answers) {
                won += answer.join();
            }
            return won;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ServiceFailure failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }
}
