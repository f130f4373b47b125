package dev.jeton.dev.demo.world;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param issuerJar {@code quarkus-run.jar} of the issuer
 * @param lookupJar the same of the discovery provider
 * @param relayJar the same of the relay, of which there are two
 * @param settings further configuration properties by service ({@value #ISSUER}, {@value #LOOKUP}, {@value #RELAY}), which outrank ours
 * @param guests users of the toy MSP besides those of the story
 */
public record Plan(
        Path issuerJar,
        Path lookupJar,
        Path relayJar,
        Map<String, Map<String, String>> settings,
        List<Account> guests) {
    public static final String ISSUER = "issuer";
    public static final String LOOKUP = "lookup";
    public static final String RELAY = "relay";

    /** Without guests. */
    public Plan(Path issuerJar, Path lookupJar, Path relayJar, Map<String, Map<String, String>> settings) {
        this(issuerJar, lookupJar, relayJar, settings, List.of());
    }

    /** The plan with the services where the build of this repository leaves them. */
    public static Plan ofThisBuild() {
        return new Plan(BuiltServices.jar(ISSUER), BuiltServices.jar(LOOKUP), BuiltServices.jar(RELAY), Map.of());
    }

    /** The same plan with {@code more} settings of one service. */
    public Plan with(String service, Map<String, String> more) {
        Map<String, String> ofService = new HashMap<>(settingsOf(service));
        ofService.putAll(more);
        Map<String, Map<String, String>> all = new HashMap<>(settings);
        all.put(service, ofService);
        return new Plan(issuerJar, lookupJar, relayJar, all, guests);
    }

    /** The same plan with these {@code accounts} at the toy MSP, besides those of the story. */
    public Plan withGuests(List<Account> accounts) {
        return new Plan(issuerJar, lookupJar, relayJar, settings, List.copyOf(accounts));
    }

    Map<String, String> settingsOf(String service) {
        return settings.getOrDefault(service, Map.of());
    }
}
