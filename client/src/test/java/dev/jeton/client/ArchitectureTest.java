package dev.jeton.client;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.jeton.client");

    @Test
    void sdk_dependsOnTheJdkAndCryptoOnly() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.jeton.client.cli..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.jeton.client..", "dev.jeton.crypto..", "java..", "javax.net.ssl..", "org.jspecify.."))
                .check(MAIN);
    }

    @Test
    void commandLine_addsPicocliAndNothingElse() {
        classes()
                .that()
                .resideInAPackage("dev.jeton.client.cli..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.jeton.client..", "dev.jeton.crypto..", "java..", "picocli..", "org.jspecify.."))
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.client.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.jeton.client.cli..")
                .check(MAIN);
    }

    @Test
    void http_hasOneDoor_sinceAndroidHasAnother() {
        noClasses()
                .that()
                .doNotHaveSimpleName("JdkHttpTransport")
                .and()
                .doNotHaveSimpleName("BoundedBody")
                .and()
                .doNotHaveSimpleName("JdkTlsProbe")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net.ssl..")
                .check(MAIN);
    }

    @Test
    void time_isGiven_exceptToTheProcess() {
        noClasses().should().callMethod(Instant.class, "now").check(MAIN);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(MAIN);
        noClasses()
                .that()
                .doNotHaveSimpleName("CliContext")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.jeton.client.(*)..").should().beFreeOfCycles().check(MAIN);
    }
}
