package dev.jeton.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One server for all keys. */
final class OneMaster implements Masters {
    private final Connector connector;
    private final Optional<RedisLink> link;

    private OneMaster(Connector connector, RedisLink link) {
        this.connector = connector;
        this.link = Optional.of(link);
    }

    static OneMaster open(RedisSettings settings, Connector connector, Consumer<String> onReplaced) {
        RedisAddress address = settings.addresses().get(0);
        return new OneMaster(connector, RedisLink.open(settings, connector, address, new RedisLink.Listener() {
            @Override
            public void replaced(String server) {
                onReplaced.accept(server);
            }

            @Override
            public void heard() {}

            @Override
            public void trouble() {}
        }));
    }

    @Override
    public int slot(List<byte[]> keys, List<byte[]> more) {
        return 0;
    }

    @Override
    public Optional<RedisLink> of(int slot) {
        return link;
    }

    @Override
    public List<RedisLink> all() {
        return link.stream().toList();
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public void close() {
        link.ifPresent(RedisLink::close);
        connector.close();
    }
}
