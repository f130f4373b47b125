package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A Lua script that runs only where its arena's data are known to be whole, checked in the same atomic step.
 *
 * <p>The fence wraps it, so that {@code KEYS} and {@code ARGV} are its own from 1 on. What {@link LuaScript} asks of a
 * script holds, and one thing more: it calls {@code changes()} once if it writes, and not at all if it writes nothing. A
 * change that is not counted can be forgotten unnoticed. {@code changes(5, 'kind', 2)} says that there were five, and counts
 * two of them under that name too, in the arena's marker.
 */
public final class FencedScript {
    private static final String BODY = "--SCRIPT--";
    private static final String FENCE =
            new String(LuaScript.resource(FencedScript.class, "fence.lua").source(), UTF_8);

    private final LuaScript wrapped;

    private FencedScript(LuaScript script) {
        this.wrapped = LuaScript.of(script.toString(), FENCE.replace(BODY, new String(script.source(), UTF_8)));
    }

    /**
     * The script in resource {@code name} beside {@code anchor}.
     *
     * @throws IllegalArgumentException when there is no such resource
     */
    public static FencedScript resource(Class<?> anchor, String name) {
        return new FencedScript(LuaScript.resource(anchor, name));
    }

    static FencedScript of(String name, String source) {
        return new FencedScript(LuaScript.of(name, source));
    }

    LuaScript wrapped() {
        return wrapped;
    }

    @Override
    public String toString() {
        return wrapped.toString();
    }
}
