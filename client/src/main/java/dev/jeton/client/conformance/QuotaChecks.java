package dev.jeton.client.conformance;

import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A quota is exact, however many ask at once. Uses up that of one made-up sender. */
final class QuotaChecks {
    /** More would cost the MSP, and the deployment, too much for a check. */
    static final int MAX_QUOTA = 500;

    private static final int THREADS = 8;
    private static final int BATCH = 10;
    /** How many of the last tokens are asked for one by one and at once, and how many beyond the quota. */
    private static final int ONE_BY_ONE = 12;

    private static final int TOO_MANY = 6;
    private static final int OK = 200;

    private QuotaChecks() {}

    static List<Check> all() {
        return List.of(new Check(
                "issuer-quota",
                "a sender gets as many tokens as his quota says and not one more; then 429 with Retry-After",
                QuotaChecks::quotaIsExact));
    }

    private static String quotaIsExact(Deployment deployment) throws Violation, NotApplicable, ServiceFailure {
        Till till = deployment.till();
        IssuerDirectory.Key key = till.signingKey();
        String sender = Till.newSender();
        long left = left(batch(deployment, key, sender, 1));
        long quota = left + 1;
        if (quota > MAX_QUOTA) {
            throw new NotApplicable("the tier " + deployment.target().attester().tier() + " gives " + quota
                    + " tokens, and this check uses up at most " + MAX_QUOTA + ": name a smaller one");
        }
        while (left > ONE_BY_ONE) {
            left = left(batch(deployment, key, sender, (int) Math.min(BATCH, left - ONE_BY_ONE + 1)));
        }

        List<Response> answers = atOnce(deployment, key, sender, (int) left + TOO_MANY);
        long signed = answers.stream().filter(answer -> answer.status() == OK).count();
        Violation.unless(
                signed == left,
                answers.size() + " requests at once for the last " + left + " of " + quota + " tokens: " + signed
                        + " were signed");
        for (Response answer : answers) {
            if (answer.status() != OK) {
                Said.unlessRefused(answer, ProblemType.QUOTA_EXCEEDED, "a request beyond the quota");
                Violation.unless(answer.header("Retry-After").isPresent(), "a 429 without Retry-After");
            }
        }
        return quota + " tokens and not one more, the last " + left + " of " + answers.size()
                + " requests at once; 429 with Retry-After";
    }

    private static long left(Response response) throws Violation, NotApplicable {
        Violation.unless(response.status() == OK, "a batch within the quota: " + Said.of(response));
        OptionalLong left = IssuerChecks.left(response);
        if (left.isEmpty()) {
            throw new NotApplicable("the issuer does not say what is left (RateLimit)");
        }
        return left.getAsLong();
    }

    private static Response batch(Deployment deployment, IssuerDirectory.Key key, String sender, int count)
            throws ServiceFailure {
        Bytes batch = IssuerChecks.cart(deployment, key, count).batch();
        return IssuerChecks.order(deployment.till(), batch, deployment.till().signed(sender, key));
    }

    private static List<Response> atOnce(Deployment deployment, IssuerDirectory.Key key, String sender, int count)
            throws ServiceFailure {
        Till till = deployment.till();
        Till.Cart cart = IssuerChecks.cart(deployment, key, count);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<CompletableFuture<Response>> answers = new ArrayList<>();
            cart.pending()
                    .forEach(pending -> answers.add(CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return till.order(
                                            pending.request().encode(),
                                            TokenRequest.MEDIA_TYPE,
                                            Optional.of(till.signed(sender, key)));
                                } catch (ServiceFailure e) {
                                    throw new CompletionException(e);
                                }
                            },
                            threads)));
            return answers.stream().map(CompletableFuture::join).toList();
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
