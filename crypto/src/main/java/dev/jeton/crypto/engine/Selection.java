package dev.jeton.crypto.engine;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/** Which engine this JVM uses. */
final class Selection {
    static final Engine ACTIVE = choose(System.getProperty(Engine.PROPERTY, "fastest"));

    private Selection() {}

    static Engine choose(String setting) {
        return switch (setting) {
            case "fastest" -> fastest();
            case "java" -> new JavaEngine(Optional.empty());
            default ->
                throw new IllegalArgumentException(
                        Engine.PROPERTY + ": expected fastest or java, got \"" + setting + "\"");
        };
    }

    private static Engine fastest() {
        try {
            Optional<CorrettoEngine> corretto = CorrettoEngine.load();
            if (corretto.isEmpty()) {
                return new JavaEngine(Optional.of("the Amazon Corretto provider is not on the class path"));
            }
            SelfTest.run(corretto.get());
            return corretto.get();
        } catch (GeneralSecurityException | RuntimeException | LinkageError | ServiceConfigurationError e) {
            // Another platform, a provider that cannot be loaded, an unwritable or noexec temporary directory, a wrong
            // result: all of it means the same.
            return new JavaEngine(Optional.of("the Amazon Corretto provider does not work here: " + e));
        }
    }
}
