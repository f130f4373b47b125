package dev.jeton.redis;

import java.util.Map;
import java.util.stream.Collectors;

/** The answer to {@code INFO}, by name. */
record ServerInfo(Map<String, String> fields) {
    ServerInfo {
        fields = Map.copyOf(fields);
    }

    static ServerInfo parse(String text) {
        return new ServerInfo(text.lines()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, second) -> first)));
    }

    /** Empty if it is not said. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
