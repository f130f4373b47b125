package dev.jeton.dev.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Taps in front of all servers of a run. Each listens where everybody looks for the server, passes every byte on, and keeps
 * it. Safe for concurrent use.
 */
public final class Taps {
    private final Supplier<List<ProcessHandle>> processes;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final List<Overheard> connections = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> entrances = new ConcurrentHashMap<>();
    private final Set<Integer> exits = ConcurrentHashMap.newKeySet();

    /** @param processes that run now */
    Taps(Supplier<List<ProcessHandle>> processes) {
        this.processes = processes;
    }

    /** Lays a tap at {@code port}, and returns where the server has to listen. */
    int lay(String server, int port, Overheard.Opening opening) {
        int behind = FreePorts.next();
        entrances.put(port, server);
        exits.add(behind);
        wires.add(new Wire(port, behind, () -> {
            Overheard connection = new Overheard(server, opening);
            connections.add(connection);
            return connection;
        }));
        return behind;
    }

    /** The servers behind taps, by the port at which they are reached. Several may have one name. */
    public Map<Integer, String> servers() {
        return Map.copyOf(entrances);
    }

    /** All connections to these servers since their start. */
    public List<Overheard> connections() {
        return List.copyOf(connections);
    }

    /**
     * What passes the taps by at this moment: ports on which processes of the run listen behind no tap, and their
     * connections that come from no tap and lead to none. Nothing, if all is heard.
     */
    public List<String> untapped() {
        List<String> untapped = new ArrayList<>();
        for (TcpSocket socket : TcpSocket.of(processes.get())) {
            if (socket.isListening() && !exits.contains(socket.localPort())) {
                untapped.add("listens on port " + socket.localPort() + ": " + socket.program());
            }
            if (socket.isEstablished()
                    && !exits.contains(socket.localPort())
                    && !entrances.containsKey(socket.remotePort())) {
                untapped.add("is connected to port " + socket.remotePort() + ": " + socket.program());
            }
        }
        return untapped;
    }

    void close() {
        wires.forEach(Wire::close);
    }
}
