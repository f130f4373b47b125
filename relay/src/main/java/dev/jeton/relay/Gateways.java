package dev.jeton.relay;

import dev.jeton.relay.upstream.UpstreamUrl;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where this relay forwards to, checked at start. */
@Singleton
public class Gateways {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final int MOST = 64;

    private final SortedMap<String, UpstreamUrl> urls;

    Gateways(RelayConfig config) {
        if (config.gateways().isEmpty() || config.gateways().size() > MOST) {
            throw new IllegalArgumentException("jeton.relay.gateways: expected 1 to " + MOST);
        }
        SortedMap<String, UpstreamUrl> checked = new TreeMap<>();
        config.gateways()
                .forEach((name, gateway) -> checked.put(
                        requireName("jeton.relay.gateways", name),
                        UpstreamUrl.require("jeton.relay.gateways." + name + ".url", gateway.url())));
        this.urls = Collections.unmodifiableSortedMap(checked);
    }

    /** By name, in the order of names. */
    public SortedMap<String, UpstreamUrl> all() {
        return urls;
    }

    /** Where clients find the gateway {@code name} on this relay. */
    public static String path(String name) {
        return "/ohttp/" + name;
    }

    /** A name that is safe in paths, in the log and as a metric's label. */
    public static String requireName(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(setting + ": names have 1 to 32 lower-case letters, digits and hyphens");
        }
        return name;
    }
}
