package dev.jeton.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The servers that hold the data: one for all keys, or one for each slot of a cluster. */
interface Masters extends AutoCloseable {
    /**
     * Starts to connect, and does not wait for it.
     *
     * @param onReplaced told whose data are replaced, before any answer that comes from the new ones
     */
    static Masters open(RedisSettings settings, Consumer<String> onReplaced) {
        Connector connector = new Connector(settings);
        return settings.cluster()
                ? ClusterMasters.open(settings, connector, onReplaced)
                : OneMaster.open(settings, connector, onReplaced);
    }

    /**
     * Where {@code keys} and {@code more} are.
     *
     * @throws IllegalArgumentException if they need not be on one server
     */
    int slot(List<byte[]> keys, List<byte[]> more);

    /** The link to the server of {@code slot}, connected or not; empty while it is not known. */
    Optional<RedisLink> of(int slot);

    /** All that are known. */
    List<RedisLink> all();

    /** Whether each slot has a server. */
    boolean isComplete();

    /** Ends all connections and their threads; takes up to a few seconds. */
    @Override
    void close();
}
