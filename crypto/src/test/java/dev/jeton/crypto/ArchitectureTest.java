package dev.jeton.crypto;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.jeton.crypto");

    @Test
    void crypto_dependsOnTheJdkAndThreeLibrariesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.jeton.crypto..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.bouncycastle..",
                        "com.fasterxml.jackson..",
                        "com.google.i18n.phonenumbers.."))
                .check(MAIN);
    }

    @Test
    void crypto_talksToNoNetworkAndNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "java.sql.."))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(net|nio)\\..*(URL|Socket|Inet|Datagram).*")
                .check(MAIN);
    }

    @Test
    void crypto_hasNoClockOfItsOwn() {
        for (Class<?> time : List.of(
                Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class)) {
            noClasses().should().callMethod(time, "now").check(MAIN);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
        noClasses().should().callMethod(System.class, "nanoTime").check(MAIN);
        noClasses().should().callConstructor(Date.class).check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .check(MAIN);
        noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.jeton.crypto.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void libraries_haveOneDoorEach() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.crypto.json..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.crypto.csi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.i18n..")
                .check(MAIN);
    }

    @Test
    void files_holdSecretsAndNothingElse() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SealingKey")
                .and()
                .doNotHaveSimpleName("SigningKeyFile")
                .and()
                .doNotHaveSimpleName("KeyFiles")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Files.class)
                .check(MAIN);
    }
}
