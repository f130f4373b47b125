package dev.jeton.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that Redis runs as one atomic step, and the SHA-1 by which Redis knows it.
 *
 * <p>It answers with one array of integers, names every Redis key it touches in {@code KEYS}, and does not fail after
 * its first write: Redis does not roll back.
 */
public final class LuaScript {
    private final String name;
    private final byte[] source;
    private final String sha1;

    private LuaScript(String name, byte[] source) {
        this.name = name;
        this.source = source;
        this.sha1 = sha1(source);
    }

    /**
     * The script in resource {@code name} beside {@code anchor}.
     *
     * @throws IllegalArgumentException when there is no such resource
     */
    public static LuaScript resource(Class<?> anchor, String name) {
        try (InputStream in = anchor.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name + " beside " + anchor.getName());
            }
            return new LuaScript(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LuaScript of(String name, String source) {
        return new LuaScript(name, source.getBytes(StandardCharsets.UTF_8));
    }

    byte[] source() {
        return source;
    }

    /** 40 lower-case hex digits, as {@code EVALSHA} wants them. */
    String sha1() {
        return sha1;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Not for security: SHA-1 is how Redis names scripts. */
    private static String sha1(byte[] source) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
