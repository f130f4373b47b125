package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/** A {@link FencedCall} within one arming: what is sent, and whether the answer may be acknowledged. */
record FencedRun(Post post, Duty duty) {
    /** The script's own answer, on any thread. */
    Uni<List<Long>> run(RedisScripts redis, FencedCall call) {
        long mark = duty.mark();
        ScriptCall guarded = new ScriptCall(
                call.script().wrapped(),
                call.keys(),
                post.markerKey(),
                call.arguments().get(),
                List.of(duty.guard(), Long.toString(mark).getBytes(US_ASCII)),
                duty.server(),
                // At this mark nothing has changed that the replicas have not got for whoever raised it.
                mark);
        return Uni.createFrom()
                .completionStage(() -> redis.start(guarded))
                .map(answer -> acknowledge(answer, call.witness()))
                .onFailure(failure -> !(failure instanceof RedisUnavailable))
                .transform(this::refused);
    }

    private Throwable refused(Throwable failure) {
        if (failure instanceof Unfit unfit) {
            return new Fenced(post.arena(), unfit.reason()); // The duty goes on when the server is fit again.
        }
        return failure instanceof OtherServer ? fenced(FenceReason.OTHER_SERVER) : failure;
    }

    /** The script's own answer, once the mark has been raised to its counter. */
    private List<Long> acknowledge(List<Long> answer, Consumer<List<Long>> witness) {
        long counter = answer.get(0);
        if (counter < 0) {
            throw fenced(reason(answer));
        }
        List<Long> own = answer.subList(1, answer.size());
        witness.accept(own);
        if (!duty.acknowledge(counter)) {
            throw new RedisUnavailable("the arming ended before its answer came");
        }
        return own;
    }

    private FenceReason reason(List<Long> answer) {
        return switch (answer.get(0).intValue()) {
            case -1 -> FenceReason.MARKER_MISSING;
            case -2 -> answer.get(1) > duty.arming() ? FenceReason.OTHER_ARMING : FenceReason.BEHIND_MARK;
            default -> FenceReason.BEHIND_MARK;
        };
    }

    private Fenced fenced(FenceReason reason) {
        post.end(duty, reason);
        return new Fenced(post.arena(), reason);
    }
}
