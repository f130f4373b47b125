package dev.jeton.redis;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The masters of a Redis Cluster, each over one link, found by slot.
 *
 * <p>Each node says with its heartbeat what it knows of the cluster; of two that contradict each other the higher
 * configuration epoch is believed. As long as a slot has no master or a link no connection, one more node is asked at a time,
 * over a connection for that question: a seed, or a replica. A wrong belief costs answers, and nothing else: a server that
 * is not a slot's master any more says so, no command follows it to another by itself, and whose data they are is the
 * fence's question.
 */
final class ClusterMasters implements Masters {
    private static final System.Logger LOG = System.getLogger(ClusterMasters.class.getName());

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** However many commands fail, the nodes are asked no more often. */
    private static final Duration LEAST_BETWEEN = Duration.ofMillis(100);
    /** What arrives within this is put together in one step. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private static final int UNBOUND = -1;

    private final RedisSettings settings;
    private final Connector connector;
    private final RedisLink.Listener listener;
    private final Backoff backoff = new Backoff();
    private final Map<RedisAddress, RedisLink> links = new HashMap<>();
    private Optional<ClusterView> explored = Optional.empty();
    private Set<RedisAddress> known = Set.of();
    private long askedNanos = System.nanoTime() - LEAST_BETWEEN.toNanos();
    private int explorations;
    private boolean gathering;
    private boolean closed;

    private volatile Table table = new Table(List.of(), new SlotOwners(List.of()));

    /** @param links to the masters, in the order of {@code owners} */
    private record Table(List<RedisLink> links, SlotOwners owners) {
        Optional<RedisLink> of(int slot) {
            int owner = owners.of(slot);
            return owner == SlotOwners.NOBODY ? Optional.empty() : Optional.of(links.get(owner));
        }
    }

    private ClusterMasters(RedisSettings settings, Connector connector, Consumer<String> onReplaced) {
        this.settings = settings;
        this.connector = connector;
        this.listener = new RedisLink.Listener() {
            @Override
            public void replaced(String server) {
                onReplaced.accept(server);
            }

            @Override
            public void heard() {
                gatherSoon();
            }

            @Override
            public void trouble() {
                askAll();
            }
        };
    }

    static ClusterMasters open(RedisSettings settings, Connector connector, Consumer<String> onReplaced) {
        ClusterMasters masters = new ClusterMasters(settings, connector, onReplaced);
        masters.look();
        return masters;
    }

    @Override
    public int slot(List<byte[]> keys, List<byte[]> more) {
        int slot = UNBOUND;
        for (int i = 0; i < keys.size() + more.size(); i++) {
            int next = SlotHash.getSlot(i < keys.size() ? keys.get(i) : more.get(i - keys.size()));
            if (slot != UNBOUND && next != slot) {
                throw new IllegalArgumentException("the keys of one script have one hash tag");
            }
            slot = next;
        }
        return slot == UNBOUND ? 0 : slot;
    }

    @Override
    public Optional<RedisLink> of(int slot) {
        return table.of(slot);
    }

    @Override
    public List<RedisLink> all() {
        return table.links();
    }

    @Override
    public boolean isComplete() {
        return table.owners().isComplete();
    }

    /** Sees to it that all is known and connected, again and again. */
    private synchronized void look() {
        if (closed) {
            return;
        }
        boolean well =
                isComplete() && all().stream().allMatch(link -> link.session().isPresent());
        if (well) {
            backoff.reset();
            explored = Optional.empty();
        } else {
            explore();
        }
        connector.later(this::look, well ? LOOK.toMillis() : backoff.nextMillis());
    }

    /** Asks the next of all nodes that were ever named for its view. */
    private void explore() {
        Set<RedisAddress> candidates = new LinkedHashSet<>(settings.addresses());
        candidates.addAll(known);
        RedisAddress next = List.copyOf(candidates).get(explorations++ % candidates.size());
        var unused = connector.connect(next).thenAccept(connection -> {
            RedisSession brief = new RedisSession(connection, settings, connector, next, replaced -> {});
            var ignored = brief.look().whenComplete((view, failure) -> {
                brief.close();
                if (failure == null) {
                    explored(view);
                }
            });
        });
    }

    private void explored(ClusterView view) {
        synchronized (this) {
            explored = Optional.of(view);
        }
        gatherSoon();
    }

    private void askAll() {
        synchronized (this) {
            long now = System.nanoTime();
            if (closed || now - askedNanos < LEAST_BETWEEN.toNanos()) {
                return;
            }
            askedNanos = now;
        }
        all().forEach(RedisLink::ask);
    }

    private synchronized void gatherSoon() {
        if (!gathering && !closed) {
            gathering = true;
            connector.later(this::gather, GATHERING.toMillis());
        }
    }

    /** Makes the table from what all nodes have said. */
    private synchronized void gather() {
        gathering = false;
        if (closed) {
            return;
        }
        List<ClusterView> views = new ArrayList<>();
        links.values()
                .forEach(link -> link.session().flatMap(RedisSession::view).ifPresent(views::add));
        explored.ifPresent(views::add);
        // A node that has left the cluster, or has not joined it yet, knows of no slots.
        views.removeIf(
                view -> view.nodes().stream().allMatch(node -> node.slots().isEmpty()));
        if (!views.isEmpty()) {
            adopt(new SlotOwners(views));
        }
    }

    private void adopt(SlotOwners owners) {
        known = owners.nodes();
        List<RedisLink> ordered = owners.masters().stream()
                .map(address ->
                        links.computeIfAbsent(address, fresh -> RedisLink.open(settings, connector, fresh, listener)))
                .toList();
        table = new Table(ordered, owners);
        links.entrySet().removeIf(link -> {
            boolean gone = !owners.masters().contains(link.getKey());
            if (gone) {
                LOG.log(System.Logger.Level.INFO, "Redis {0}: serves no slots any more", link.getKey());
                link.getValue().close();
            }
            return gone;
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            links.values().forEach(RedisLink::close);
        }
        connector.close();
    }
}
