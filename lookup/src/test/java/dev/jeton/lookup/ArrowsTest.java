package dev.jeton.lookup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.UniAwait;
import io.smallrye.mutiny.groups.UniSubscribe;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.lookup");

    @Test
    void lookup_knowsNeitherIssuerNorClientNorDev() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jeton.issuer..", "dev.jeton.client..", "dev.jeton.dev..")
                .check(main);
    }

    @Test
    void lettuce_isTouchedByTheRedisModuleOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..", "io.quarkus.redis..")
                .check(main);
    }

    @Test
    void database_isTouchedWhereMappingsRestOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.lookup.atrest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.hibernate..", "jakarta.persistence..", "io.vertx.pgclient..", "io.vertx.sqlclient..")
                .check(main);
    }

    @Test
    void tokensAndQuestions_areUnknownWhereMappingsRest() {
        noClasses()
                .that()
                .resideInAPackage("dev.jeton.lookup.atrest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jeton.crypto.token", "dev.jeton.crypto.query", "dev.jeton.redeemer..")
                .check(main);
    }

    @Test
    void pipelines_areNeitherAwaitedNorSubscribedHere() {
        noClasses()
                .should()
                .callMethod(Uni.class, "await")
                .orShould()
                .callMethod(Uni.class, "subscribe")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(UniAwait.class, UniSubscribe.class)
                .check(main);
    }

    @Test
    void features_doNotDependOnEachOtherInCircles() {
        slices().matching("dev.jeton.lookup.(*)..").should().beFreeOfCycles().check(main);
    }
}
