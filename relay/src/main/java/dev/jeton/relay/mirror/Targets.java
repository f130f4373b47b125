package dev.jeton.relay.mirror;

import dev.jeton.relay.Gateways;
import dev.jeton.relay.upstream.UpstreamUrl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What this relay mirrors, checked at start. */
@Singleton
public class Targets {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}");
    private static final int MOST = 256;

    private final SortedMap<String, Target> all;

    /** One document, and what it has to be. */
    public record Target(UpstreamUrl url, String mediaType, Duration minValidity) {}

    Targets(MirrorConfig config) {
        SortedMap<String, Target> checked = new TreeMap<>();
        Set<UpstreamUrl> urls = new HashSet<>();
        if (config.targets().size() > MOST) {
            throw new IllegalArgumentException("jeton.relay.mirror.targets: at most " + MOST);
        }
        config.targets().forEach((name, target) -> {
            String setting = "jeton.relay.mirror.targets." + Gateways.requireName("jeton.relay.mirror.targets", name);
            UpstreamUrl url = UpstreamUrl.require(setting + ".url", target.url());
            if (!urls.add(url)) {
                throw new IllegalArgumentException(setting + ".url: another target has it");
            }
            if (!MEDIA_TYPE.matcher(target.mediaType()).matches()) {
                throw new IllegalArgumentException(setting + ".media-type: expected type/subtype in lower case");
            }
            Duration validity = target.minValidity();
            if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(setting + ".min-validity: expected 1 second to 1 day");
            }
            checked.put(name, new Target(url, target.mediaType(), validity));
        });
        this.all = Collections.unmodifiableSortedMap(checked);
    }

    /** By name, in the order of names. */
    public SortedMap<String, Target> all() {
        return all;
    }
}
