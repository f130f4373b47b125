package dev.jeton.redeemer.service;

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
            .importPackages("dev.jeton.redeemer.service");

    @Test
    void redeemer_knowsNeitherQuestionsNorOtherServices() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.jeton.issuer..",
                        "dev.jeton.lookup..",
                        "dev.jeton.client..",
                        "dev.jeton.dev..",
                        "dev.jeton.crypto.mapping..",
                        "dev.jeton.crypto.discovery..")
                .check(main);
    }

    @Test
    void stores_areReachedByTheRedeemerOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "io.lettuce..")
                .check(main);
    }

    @Test
    void tokens_areUnknownWhereCallersAre() {
        noClasses()
                .that()
                .resideInAPackage("dev.jeton.redeemer.service.callers")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.jeton.crypto.token..", "dev.jeton.crypto.query..", "dev.jeton.redeemer.redeem..")
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
        slices().matching("dev.jeton.redeemer.service.(*)..")
                .should()
                .beFreeOfCycles()
                .check(main);
    }
}
