package dev.jeton.redis;

/** Where one server listens. */
record RedisAddress(String host, int port) {
    /** @throws IllegalArgumentException if there is no such port */
    RedisAddress {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
