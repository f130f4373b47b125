package dev.jeton.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.redis");

    @Test
    void redis_knowsLettuceMutinyAndVertx_andNothingOfOurs() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.jeton.redis",
                        "io.lettuce..",
                        "io.netty.channel",
                        "io.netty.handler.flush",
                        "io.netty.util.concurrent",
                        "io.smallrye.mutiny..",
                        "io.vertx.core",
                        "org.jspecify.annotations",
                        "reactor.core.publisher")
                .check(main);
    }

    @Test
    void lettuce_doesNotShowThroughThePublicTypes() {
        classes()
                .that()
                .arePublic()
                .should(new NoForeignTypesInSignatures("io.lettuce", "io.netty"))
                .check(main);
    }
}
