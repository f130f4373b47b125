package dev.jeton.dev.demo.world;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What to start.
 *
 * @param issuerJar {@code quarkus-run.jar} of the issuer
 * @param lookupJar the same of the discovery provider
 * @param settings further configuration properties by service ({@value #ISSUER}, {@value #LOOKUP}), which outrank ours
 */
public record Plan(Path issuerJar, Path lookupJar, Map<String, Map<String, String>> settings) {
    public static final String ISSUER = "issuer";
    public static final String LOOKUP = "lookup";

    /** The plan with the services where the build of this repository leaves them. */
    public static Plan ofThisBuild() {
        return new Plan(BuiltServices.jar(ISSUER), BuiltServices.jar(LOOKUP), Map.of());
    }

    /** The same plan with {@code more} settings of one service. */
    public Plan with(String service, Map<String, String> more) {
        Map<String, String> ofService = new HashMap<>(settingsOf(service));
        ofService.putAll(more);
        Map<String, Map<String, String>> all = new HashMap<>(settings);
        all.put(service, ofService);
        return new Plan(issuerJar, lookupJar, all);
    }

    Map<String, String> settingsOf(String service) {
        return settings.getOrDefault(service, Map.of());
    }
}
