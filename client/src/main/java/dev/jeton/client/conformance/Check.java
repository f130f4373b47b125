package dev.jeton.client.conformance;

import dev.jeton.client.http.ServiceFailure;

/**
 * One thing that is demanded of a deployment.
 *
 * @param id how reports and scripts name it: {@code R1}, {@code issuer-batch}
 * @param demand what has to hold, in one sentence
 */
public record Check(String id, String demand, Trial trial) {
    /** Asks the deployment. */
    public interface Trial {
        /**
         * What was seen, if it is what is demanded.
         *
         * @throws Violation if it is not
         * @throws NotApplicable if it cannot be asked here
         * @throws ServiceFailure if there was no answer where one is demanded, which is a violation as well
         */
        String run(Deployment deployment) throws Violation, NotApplicable, ServiceFailure;
    }
}
