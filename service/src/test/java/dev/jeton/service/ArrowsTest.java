package dev.jeton.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.groups.UniAwait;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.service");

    @Test
    void service_knowsNoServiceAndNoToken() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.jeton.issuer..",
                        "dev.jeton.lookup..",
                        "dev.jeton.redeemer..",
                        "dev.jeton.client..",
                        "dev.jeton.dev..",
                        "dev.jeton.crypto.token..",
                        "dev.jeton.crypto.query..",
                        "dev.jeton.crypto.csi..")
                .check(main);
    }

    @Test
    void redis_isKnownToTheFencesRecordsAndWhoRemembersRequestsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.jeton.service.fence", "dev.jeton.service.gateway")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jeton.redis..", "io.lettuce..")
                .check(main);
    }

    @Test
    void postgres_isReachedByWhoKeepsSomethingThere() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.jeton.service.store", "dev.jeton.service.audit", "dev.jeton.service.fence")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "org.flywaydb..")
                .check(main);
    }

    @Test
    void pipelines_areNotAwaited() {
        noClasses().should().dependOnClassesThat().belongToAnyOf(UniAwait.class).check(main);
    }

    @Test
    void features_haveNoCycles() {
        slices().matching("dev.jeton.service.(*)..").should().beFreeOfCycles().check(main);
    }
}
