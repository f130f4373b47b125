package dev.jeton.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArrowsTest {
    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.jeton.relay");

    @Test
    void relay_dependsOnNothingOfOurs() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours and not the relay's",
                        (JavaClass other) -> other.getPackageName().startsWith("dev.jeton.")
                                && !other.getPackageName().startsWith("dev.jeton.relay")))
                .check(main);
    }

    @Test
    void theWayOut_isOne() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.relay.upstream")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\.core\\.http\\.HttpClient.*")
                .check(main);
    }

    @Test
    void clients_areKnownWhereTheyAreLimited_andNowhereElse() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.jeton.relay.clients")
                .should()
                .callMethod("io.vertx.core.http.HttpServerRequest", "remoteAddress")
                .orShould()
                .callMethod("io.vertx.core.http.HttpServerRequest", "connection")
                .check(main);
    }

    @Test
    void features_doNotDependOnEachOtherInCircles() {
        slices().matching("dev.jeton.relay.(*)..").should().beFreeOfCycles().check(main);
    }
}
