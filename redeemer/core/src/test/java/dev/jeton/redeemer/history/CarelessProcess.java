package dev.jeton.redeemer.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.redis.LuaScript;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisSettings;
import dev.jeton.redis.RedisUnavailable;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A process with a ledger that believes whatever Redis says, on purpose: the checker has to find out. */
final class CarelessProcess implements Redeems {
    private static final LuaScript SCRIPT = LuaScript.resource(CarelessProcess.class, "careless.lua");
    private static final List<Outcome> OUTCOMES = List.of(Outcome.ACCEPTED, Outcome.REPLAYED, Outcome.SPENT);

    private final RedisScripts scripts;
    private final boolean looksFirst;

    private CarelessProcess(RedisSettings redis, boolean looksFirst) {
        this.scripts = RedisScripts.open(redis);
        this.looksFirst = looksFirst;
    }

    /** One atomic step, as it should be, but behind no fence. */
    static Redeems unfenced(RedisSettings redis) {
        return new CarelessProcess(redis, false);
    }

    /** Asks whether the token is fresh, and then says that it is spent. */
    static Redeems looksFirst(RedisSettings redis) {
        return new CarelessProcess(redis, true);
    }

    @Override
    public CompletionStage<Outcome> redeem(Token token, int question) {
        Uni<Outcome> answer = looksFirst
                ? run(token, question, "look")
                        .chain(looked -> run(token, question, "spend").replaceWith(looked))
                : run(token, question, "spend");
        return answer.onFailure(RedisUnavailable.class)
                .recoverWithItem(Outcome.UNKNOWN)
                .subscribeAsCompletionStage();
    }

    private Uni<Outcome> run(Token token, int question, String step) {
        return scripts.run(SCRIPT, List.of(ascii("token-" + token)), List.of(ascii("" + question), ascii(step)))
                .map(answer -> OUTCOMES.get(answer.get(0).intValue()));
    }

    @Override
    public void tick(long generation) {}

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void kill() {
        scripts.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
