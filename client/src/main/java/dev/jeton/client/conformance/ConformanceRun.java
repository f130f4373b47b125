package dev.jeton.client.conformance;

import dev.jeton.client.conformance.Result.Verdict;
import dev.jeton.client.http.ServiceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Some checks of one deployment, and what became of them.
 *
 * @param results in the order of the checks
 * @param leftBehind how many made-up identifiers could not be taken back; they end within the hour
 */
public record ConformanceRun(List<Result> results, int leftBehind) {
    private static final int MAX_MESSAGE_CHARS = 200;

    public ConformanceRun {
        results = List.copyOf(results);
    }

    /**
     * Makes {@code checks} one after the other, and takes back what they published. One that ends in no way that it foresaw
     * has failed, and the next is made.
     *
     * @param onResult told of each as soon as it is known
     * @throws ServiceFailure if a service of the deployment is not there: nothing has been checked then
     */
    public static ConformanceRun of(Deployment deployment, List<Check> checks, Consumer<Result> onResult)
            throws ServiceFailure {
        deployment.requireReachable();
        List<Result> results = new ArrayList<>();
        try {
            for (Check check : checks) {
                Result result = result(check, deployment);
                results.add(result);
                onResult.accept(result);
            }
        } catch (RuntimeException e) {
            deployment.cleanUp();
            throw e;
        }
        return new ConformanceRun(results, deployment.cleanUp());
    }

    /** Whether no check failed. */
    public boolean conforms() {
        return count(Verdict.FAIL) == 0;
    }

    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    private static Result result(Check check, Deployment deployment) {
        try {
            return new Result(check.id(), Verdict.PASS, check.trial().run(deployment));
        } catch (NotApplicable e) {
            return new Result(check.id(), Verdict.NOT_APPLICABLE, String.valueOf(e.getMessage()));
        } catch (Violation | ServiceFailure e) {
            return failed(check, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // What a check did not foresee has come from the deployment all the same, and the others are still to be
            // made.
            return failed(check, "the check could not read what it got: " + unforeseen(e));
        }
    }

    private static Result failed(Check check, String seen) {
        return new Result(check.id(), Verdict.FAIL, seen + " (demanded: " + check.demand() + ")");
    }

    /** On one line, and not without end: what is in such a message nobody has chosen. */
    private static String unforeseen(RuntimeException e) {
        String message =
                String.valueOf(e.getMessage()).replaceAll("[^ -~]+", " ").strip();
        String brief = message.length() > MAX_MESSAGE_CHARS ? message.substring(0, MAX_MESSAGE_CHARS) + "..." : message;
        return e.getClass().getSimpleName() + ": " + brief;
    }
}
