package dev.jeton.crypto.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That no vector of the specifications that this module implements is forgotten. Prints one line with their counts. */
class VectorsTest {
    /** The full set's files for these specifications, their cases, and what of them runs here. */
    enum Shared {
        BLIND_RSA("RFC 9474", "rfc9474-appendix-A.json", 4, "rfc9474-appendix-a.json", "sig"),
        VOPRF("RFC 9497", "rfc9497-oprf-allVectors.json", 15),
        P256("RFC 9380", "rfc9380-P256_XMD-SHA-256_SSWU_RO_.json", 5, "rfc9380-appendix-j.json", "x"),
        P384("RFC 9380", "rfc9380-P384_XMD-SHA-384_SSWU_RO_.json", 5, "rfc9380-appendix-j.json", "x"),
        STRUCTURES(
                "RFC 9577",
                "rfc9577-appendix-A.1-structures.json",
                6,
                "rfc9577-appendix-a1.json",
                "token_authenticator_input"),
        HEADERS("RFC 9577", "rfc9577-appendix-A.2-headers.json", 3, "rfc9577-appendix-a2.json", "token-challenge-0"),
        HEADERS_TS("RFC 9577", "rfc9577-header.ts.json", 2, "rfc9577-appendix-a2.json", "token-challenge-0"),
        TYPE_1("RFC 9578", "rfc9578-appendix-A.1-type1.json", 5, "rfc9578-appendix-a1.json", "token"),
        TYPE_2("RFC 9578", "rfc9578-appendix-A.2-type2.json", 5, "rfc9578-appendix-a2.json", "token"),
        TYPE_1_GO("RFC 9578", "rfc9578-type1-voprf-p384.go.json", 5),
        TYPE_2_GO("RFC 9578", "rfc9578-type2-blindrsa.go.json", 5),
        AMORTIZED("batched-tokens-07", "batched-07-amortized-type1.json", 10),
        GENERIC("batched-tokens-07", "batched-generic.go.json", 5),
        /** Two of our suites; the test says that five are left out. */
        HPKE("RFC 9180", "rfc9180-hpke-base.json", 7),
        BINARY_HTTP("RFC 9292", "rfc9292-bhttp-examples.json", 4, "rfc9292-section-5.json", "bhttp"),
        OBLIVIOUS_HTTP("RFC 9458", "rfc9458-ohttp-example.json", 1, "rfc9458-appendix-a.json", "encapsulated_response");

        private final String specification;
        private final String file;
        private final int cases;
        /** Our own file, in which {@code field} of every case stands: its tests are this file's too. */
        private final Optional<String> own;

        private final String field;

        Shared(String specification, String file, int cases) {
            this(specification, file, cases, Optional.empty(), "");
        }

        Shared(String specification, String file, int cases, String own, String field) {
            this(specification, file, cases, Optional.of(own), field);
        }

        Shared(String specification, String file, int cases, Optional<String> own, String field) {
            this.specification = specification;
            this.file = file;
            this.cases = cases;
            this.own = own;
            this.field = field;
        }
    }

    /** Of suites, types and protocols that this module does not speak. */
    private static final List<String> NOT_FOR_THIS_CODE_YET = List.of(
            "arc-allVectors.json",
            "batched-07-amortized-type5.json",
            "batched-07-type5-voprf-ristretto255.json",
            "ext-auth-scheme-token-with-extensions.ts.json",
            "pbrsa-draft-irtf-cfrg.json",
            "public-metadata-DA7A.ts.json",
            "rfc9380-expand_message_xmd_SHA256_38.json",
            "rfc9380-expand_message_xmd_SHA512_38.json",
            "rfc9496-ristretto255.json");

    @Test
    void sharedFiles_areAllKnown() throws IOException {
        Optional<Path> folder = Vectors.sharedFolder();
        if (System.getenv("CI") != null) {
            assertThat(folder).as("the full set, which CI needs").isPresent();
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (Shared shared : Shared.values()) {
            counts.merge(shared.specification, shared.cases, Integer::sum);
        }
        String left = folder.isPresent() ? "" : "; NOT RUN but for the RFCs' own: no shared vectors on this machine";
        System.out.println("vectors: "
                + counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", "))
                + "; not for this code yet: " + NOT_FOR_THIS_CODE_YET.size() + " files" + left);
        if (folder.isPresent()) {
            TreeSet<String> known = new TreeSet<>(NOT_FOR_THIS_CODE_YET);
            Stream.of(Shared.values()).forEach(shared -> known.add(shared.file));
            try (Stream<Path> files = Files.list(folder.get())) {
                assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                        .containsExactlyInAnyOrderElementsOf(known);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sharedFile_isRun(Shared shared) throws IOException {
        if (shared.own.isEmpty()) {
            assertThat(testsThatName("\"" + shared.file + "\"")).as(shared.file).isPositive();
            return;
        }
        assertThat(testsThatName("\"" + shared.own.get() + "\""))
                .as(shared.own.get())
                .isPositive();
        String own = Vectors.own(shared.own.get()).toString();
        for (JsonNode vector : Vectors.shared(shared.file, shared.cases)) {
            JsonNode value = vector.has("P") ? vector.get("P").get(shared.field) : vector.get(shared.field);
            assertThat(own).contains(value.asText().replaceFirst("^0x", ""));
        }
    }

    /** How many test sources read a file of this name. */
    private static long testsThatName(String quoted) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            return sources.filter(source -> source.toString().endsWith("Test.java"))
                    .filter(source -> !source.endsWith("VectorsTest.java"))
                    .filter(source -> read(source).contains(quoted))
                    .count();
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
