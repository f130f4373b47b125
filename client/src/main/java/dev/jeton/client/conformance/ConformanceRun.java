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
    public ConformanceRun {
        results = List.copyOf(results);
    }

    /**
     * Makes {@code checks} one after the other, and takes back what they published.
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
            return new Result(check.id(), Verdict.FAIL, e.getMessage() + " (demanded: " + check.demand() + ")");
        }
    }
}
