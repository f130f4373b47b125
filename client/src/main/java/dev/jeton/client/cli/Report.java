package dev.jeton.client.cli;

import dev.jeton.crypto.json.JsonWriter;
import java.util.List;

/**
 * What a command found: the same for people and for programs.
 *
 * @param lines for standard output
 * @param warnings for standard error
 * @param json one object with everything that the lines and warnings say
 */
record Report(List<String> lines, List<String> warnings, JsonWriter json, ExitCode exit) {
    static Report of(List<String> lines, JsonWriter json) {
        return new Report(lines, List.of(), json, ExitCode.DONE);
    }
}
