package dev.jeton.redeemer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.redeemer");

    @Test
    void redeemer_knowsCryptoAndRedis_andNoServiceNorFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl",
                        "dev.jeton.redeemer..",
                        "dev.jeton.redis",
                        "dev.jeton.crypto..",
                        "io.smallrye.mutiny..",
                        "org.jspecify.annotations")
                .check(main);
    }

    @Test
    void redeemer_neverSeesAnIdentifier() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.jeton.crypto.mapping..", "dev.jeton.crypto.attestation..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.jeton\\.crypto\\.csi\\.Csi.*")
                .check(main);
    }

    @Test
    void redis_isReachedByTheLedgersAdapterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.redeemer.spend.redis")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.jeton.redis.RedisScripts")
                .check(main);
    }

    @Test
    void http_isReachedByTheDirectorysAdapterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.redeemer.keys")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http")
                .check(main);
    }
}
