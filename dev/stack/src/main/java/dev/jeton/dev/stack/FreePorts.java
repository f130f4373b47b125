package dev.jeton.dev.stack;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

/**
 * TCP ports of 127.0.0.1 that nobody listens on.
 *
 * <p>They lie below the range from which Linux takes the ports of outgoing connections and of {@code bind(0)}: a server
 * that is stopped in the middle of a test finds its port free when it comes back. No port is given out twice. Safe for concurrent use.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 200;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {}

    /**
     * A port that is free now.
     *
     * @throws StackFailure if the machine seems to have none
     */
    public static int next() {
        synchronized (GIVEN) {
            for (int i = 0; i < ATTEMPTS; i++) {
                int port = FIRST + RANDOM.nextInt(END - FIRST);
                if (!GIVEN.contains(port) && isFree(port)) {
                    GIVEN.add(port);
                    return port;
                }
            }
        }
        throw new StackFailure("no free port on 127.0.0.1 after " + ATTEMPTS + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(Loopback.port(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
