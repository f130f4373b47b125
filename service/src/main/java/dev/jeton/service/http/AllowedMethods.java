package dev.jeton.service.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods each path knows: an answer 405 has to name them (RFC 9110, Section 15.5.6), and Quarkus REST does not. */
@Singleton
class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    private final Map<Pattern, Set<String>> methods = new LinkedHashMap<>();

    AllowedMethods(BeanManager beans) {
        Map<String, Set<String>> templates = new LinkedHashMap<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                add(bean.getBeanClass(), path.value(), templates);
            }
        }
        templates.forEach((template, allowed) -> methods.put(pattern(template), allowed));
    }

    /** For the field {@code Allow}. */
    String of(String path) {
        return methods.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .findFirst()
                .map(entry -> String.join(", ", entry.getValue()))
                .orElse("");
    }

    private static void add(Class<?> resource, String path, Map<String, Set<String>> templates) {
        for (Method method : resource.getMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    Path below = method.getAnnotation(Path.class);
                    Set<String> allowed = templates.computeIfAbsent(
                            below == null ? path : path + below.value(), template -> new TreeSet<>());
                    allowed.add(verb.value());
                    if (verb.value().equals(HttpMethod.GET)) {
                        allowed.add(HttpMethod.HEAD);
                    }
                }
            }
        }
    }

    private static Pattern pattern(String template) {
        StringBuilder pattern = new StringBuilder();
        String[] parts = PARAMETER.split(template, -1);
        for (int i = 0; i < parts.length; i++) {
            pattern.append(i == 0 ? "" : "[^/]+").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(pattern.toString());
    }
}
