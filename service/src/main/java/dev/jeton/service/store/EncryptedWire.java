package dev.jeton.service.store;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Ends the start of a service that would speak to a PostgreSQL of another machine without TLS, or without asking who it is.
 * The drivers' own default is to speak in the clear.
 */
@Singleton
class EncryptedWire {
    private static final String REACTIVE = "quarkus.datasource.reactive.url";
    private static final String REACTIVE_MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";
    private static final String JDBC = "quarkus.datasource.jdbc.url";
    private static final String VERIFIED = "verify-full";

    private static final Pattern HOSTS = Pattern.compile("postgres(?:ql)?://([^/?]*)");
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern MODE_OF_URL = Pattern.compile("[?&]sslmode=([^&]*)");

    void check(@Observes StartupEvent start, Config config) {
        requireEncrypted(setting -> config.getOptionalValue(setting, String.class));
    }

    /** @throws IllegalArgumentException naming the setting */
    static void requireEncrypted(Function<String, Optional<String>> settings) {
        String ofAllUrls = settings.apply(REACTIVE_MODE).orElse("");
        require(REACTIVE, settings.apply(REACTIVE), ofAllUrls, REACTIVE_MODE + "=" + VERIFIED);
        require(JDBC, settings.apply(JDBC), "", "sslmode=" + VERIFIED);
    }

    private static void require(String setting, Optional<String> url, String mode, String remedy) {
        if (url.isEmpty() || leadsNowhereElse(url.get())) {
            return;
        }
        Matcher ofUrl = MODE_OF_URL.matcher(url.get());
        String asked = mode.isEmpty() && ofUrl.find() ? ofUrl.group(1) : mode;
        if (!asked.equals(VERIFIED)) {
            throw new IllegalArgumentException(setting + ": another machine needs " + remedy);
        }
    }

    /** Whether all its hosts are loopbacks, by their look. */
    private static boolean leadsNowhereElse(String url) {
        Matcher hosts = HOSTS.matcher(url);
        boolean found = false;
        while (hosts.find()) {
            found = true;
            for (String host : hosts.group(1).split(",", -1)) {
                if (!LOOPBACK.matcher(host).matches()) {
                    return false;
                }
            }
        }
        return found;
    }
}
