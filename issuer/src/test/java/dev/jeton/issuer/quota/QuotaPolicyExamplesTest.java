package dev.jeton.issuer.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.service.document.WatchedDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The issuer decides about a mounted policy as the custom resource's schema does, whose examples {@code k8s/check} reads. */
class QuotaPolicyExamplesTest {
    private static final Path EXAMPLES = Path.of("../k8s/crd/examples");

    @TempDir
    private Path directory;

    static List<Path> accepted() throws IOException {
        return examples("accepted");
    }

    static List<Path> refused() throws IOException {
        return examples("refused");
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void read_whatTheSchemaAccepts_isInForce(Path example) {
        assertThat(refusedOf(example)).isZero();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void read_whatTheSchemaRefuses_isRefused(Path example) {
        assertThat(refusedOf(example)).isOne();
    }

    private long refusedOf(Path example) {
        try {
            Files.copy(example, directory.resolve("policy.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WatchedDocuments<?, ?> policies = QuotaPolicies.in(directory, 500);
        policies.look(Logger.getLogger("test"));
        assertThat(policies.files()).hasSize(1);
        return policies.refused();
    }

    private static List<Path> examples(String kind) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(kind))) {
            return files.sorted().toList();
        }
    }
}
