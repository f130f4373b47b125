package dev.jeton.dev.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody sets who wants a Quarkus application's log to tell all it can: tests set it, and look for what must not come
 * out all the same.
 */
public final class TalkativeLog {
    /** Libraries whose messages have addresses, claims, parameters and paths in them, by what tells and by its parents. */
    private static final List<String> TELLING = List.of(
            "io.netty",
            "io.netty.handler",
            "io.vertx",
            "io.vertx.core",
            "io.quarkus.vertx.http",
            "io.quarkus.http.access-log",
            "jdk.event.security",
            "org.jose4j",
            "org.jose4j.jwt.consumer",
            "io.smallrye.jwt",
            "org.hibernate.SQL",
            "org.hibernate.orm.jdbc.bind",
            "io.lettuce.core",
            "org.jboss.resteasy");

    private TalkativeLog() {}

    /** The level {@code TRACE} for each library that would tell of people. Little comes out where it is cut off. */
    public static Map<String, String> ofLibraries() {
        Map<String, String> settings = new LinkedHashMap<>();
        TELLING.forEach(category -> settings.put("quarkus.log.category.\"" + category + "\".level", "TRACE"));
        return settings;
    }

    /** The same, and the level {@code DEBUG} for everything: megabytes. */
    public static Map<String, String> ofEverything() {
        Map<String, String> settings = ofLibraries();
        settings.put("quarkus.log.level", "DEBUG");
        return settings;
    }
}
