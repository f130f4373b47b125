package dev.jeton.redis;

import java.time.Duration;

/**
 * How one process keeps a fence.
 *
 * @param process names this run of this process; another run has another name. At most 64 characters
 * @param toleratedLoss by how many changes the data may fall short of the highest counter known and still be armed
 *     without the operator. 0: by none, and a member that was lost blocks. Above 0, a lost member counts with its last
 *     report, so what it did in the interval after it is tolerated as well
 * @param memberSilence after how long without a report a member counts as lost; several reporting intervals
 * @param armingTimeout how long to leave another process' try to arm alone; longer than a step on Redis and two on the
 *     records take
 */
public record FenceSettings(String process, long toleratedLoss, Duration memberSilence, Duration armingTimeout) {
    public static final Duration DEFAULT_MEMBER_SILENCE = Duration.ofSeconds(10);
    public static final Duration DEFAULT_ARMING_TIMEOUT = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public FenceSettings {
        require(!process.isEmpty() && process.length() <= 64, "process: 1 to 64 characters");
        require(toleratedLoss >= 0, "toleratedLoss: not negative");
        require(!memberSilence.isNegative() && !memberSilence.isZero(), "memberSilence: must be positive");
        require(!armingTimeout.isNegative() && !armingTimeout.isZero(), "armingTimeout: must be positive");
    }

    /** Nothing is tolerated. */
    public static FenceSettings of(String process) {
        return new FenceSettings(process, 0, DEFAULT_MEMBER_SILENCE, DEFAULT_ARMING_TIMEOUT);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
