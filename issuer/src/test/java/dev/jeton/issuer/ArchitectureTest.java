package dev.jeton.issuer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses ISSUER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.jeton.issuer");

    @Test
    void issuer_knowsNothingOfWhatTokensAreSpentOn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.jeton.lookup..",
                        "dev.jeton.redeemer..",
                        "dev.jeton.client..",
                        "dev.jeton.dev..",
                        "dev.jeton.crypto.query..",
                        "dev.jeton.crypto.mapping..",
                        "dev.jeton.crypto.discovery..",
                        "dev.jeton.crypto.auth..")
                .check(ISSUER);
    }

    @Test
    void issuer_speaksToRedisThroughItsModuleAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(ISSUER);
    }

    @Test
    void features_haveNoCycles() {
        slices().matching("dev.jeton.issuer.(*)..").should().beFreeOfCycles().check(ISSUER);
    }

    @Test
    void postgres_isReachedByWhoKeepsSomethingThere() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.jeton.issuer.keys", "dev.jeton.issuer.quota", "dev.jeton.issuer.msp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "org.flywaydb..")
                .check(ISSUER);
    }
}
