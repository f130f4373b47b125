package dev.jeton.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A TCP socket that some process has open, as Linux tells.
 *
 * @param program what the process runs
 * @param state Linux' number of it
 */
record TcpSocket(String program, int localPort, int remotePort, int state) {
    private static final int ESTABLISHED = 1;
    private static final int LISTENING = 10;
    private static final int HEX = 16;

    boolean isListening() {
        return state == LISTENING;
    }

    boolean isEstablished() {
        return state == ESTABLISHED;
    }

    /** Those of {@code processes} of this user; a socket that several share comes once for each. */
    static List<TcpSocket> of(Collection<ProcessHandle> processes) {
        List<TcpSocket> found = new ArrayList<>();
        for (ProcessHandle process : processes) {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            try {
                Map<String, String> table = new HashMap<>();
                for (String family : List.of("tcp", "tcp6")) {
                    Files.readAllLines(proc.resolve("net").resolve(family)).stream()
                            .skip(1)
                            .forEach(line -> table.put("socket:[" + line.strip().split(" +", -1)[9] + "]", line));
                }
                for (String open : openFiles(proc)) {
                    if (table.containsKey(open)) {
                        found.add(read(process.info().command().orElse("?"), table.get(open)));
                    }
                }
            } catch (IOException e) {
                // It has ended in this moment, as PostgreSQL's do with each connection.
            }
        }
        return found;
    }

    private static List<String> openFiles(Path proc) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                try {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed in this moment.
                }
            }
        }
        return open;
    }

    /** {@code "0: 0100007F:1F90 00000000:0000 0A ..."}: number, local and remote end, state. */
    private static TcpSocket read(String program, String line) {
        String[] columns = line.strip().split(" +", -1);
        return new TcpSocket(program, port(columns[1]), port(columns[2]), Integer.parseInt(columns[3], HEX));
    }

    private static int port(String end) {
        return Integer.parseInt(end.substring(end.indexOf(':') + 1), HEX);
    }
}
