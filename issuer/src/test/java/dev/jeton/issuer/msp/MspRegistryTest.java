package dev.jeton.issuer.msp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.service.document.WatchedDocuments;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MspRegistryTest {
    private static final JoseSigningKey KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private static final String JWKS =
            new String(JwkSet.of(KEY.publicKey()).toJson().toBytes().toArray(), StandardCharsets.UTF_8);
    private static final String KEYS = JWKS.substring(1, JWKS.length() - 1);

    @TempDir
    private Path directory;

    @Test
    void find_keysInTheDocumentOrInAFile() throws IOException {
        write("a.json", "\"msp\":\"mimi://a.example\"," + KEYS);
        write("b.yaml", "\"msp\":\"mimi://b.example\",\"suspended\":true,\"keysFile\":\"b.jwks\"");
        Files.writeString(directory.resolve("b.jwks"), JWKS);

        WatchedDocuments<String, Msp> registry = read();
        Msp a = registry.about("mimi://a.example").orElseThrow();
        assertThat(a.suspended()).isFalse();
        assertThat(a.keys()).containsOnlyKeys(KEY.publicKey().thumbprint());
        assertThat(a.keysUrl()).isEmpty();
        assertThat(registry.about("mimi://b.example").orElseThrow().suspended()).isTrue();
        assertThat(registry.about("mimi://A.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/jwks.json",
                "https://a.example:8443/",
                "https://192.0.2.1/a/b",
                "https://a.example"
            })
    void read_keysUrl_isNotFetchedYet(String url) throws IOException {
        write("a.json", "\"msp\":\"mimi://a.example\",\"keysUrl\":\"" + url + "\"");
        Msp a = read().about("mimi://a.example").orElseThrow();
        assertThat(a.keysUrl()).hasValue(URI.create(url));
        assertThat(a.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/jwks.json",
                "file:///etc/passwd",
                "https://user:secret@a.example/jwks.json",
                "https://a.example/jwks.json?key=secret",
                "https://a.example/jwks.json#one",
                "https:///jwks.json",
                "https://a.example:65536/jwks.json",
                "https://a b/jwks.json",
                "//a.example/jwks.json",
                "jwks.json",
                ""
            })
    void read_keysUrlThatIsNone_isRefusedAndNotRepeated(String url) throws IOException {
        write("a.json", "\"msp\":\"mimi://a.example\",\"keysUrl\":\"" + url + "\"");
        assertThat(read().files().get(0).problem())
                .hasValue("spec.keysUrl: expected https://host[:port]/path, without user, query or fragment");
    }

    @Test
    void read_keysFileOutsideOfTheWatchedDirectory_isRefused() throws IOException {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Path outside = Files.writeString(directory.resolve("b.jwks"), JWKS);
        Files.writeString(inside.resolve("b.jwks"), JWKS);
        for (String name : List.of("../b.jwks", outside.toString(), "./b.jwks", "..", "")) {
            write("inside/a.json", "\"msp\":\"mimi://a.example\",\"keysFile\":\"" + name + "\"");
            WatchedDocuments<String, Msp> registry = MspRegistry.in(inside);
            registry.look(Logger.getLogger("test"));
            assertThat(registry.files().get(0).problem())
                    .hasValue("spec.keysFile: expected the name of a file beside the document");
        }
    }

    @Test
    void read_keysFileThatIsADevice_isRefused() throws IOException {
        Files.createSymbolicLink(directory.resolve("b.jwks"), Path.of("/dev/zero"));
        write("a.json", "\"msp\":\"mimi://a.example\",\"keysFile\":\"b.jwks\"");
        assertThat(read().files().get(0).problem().orElseThrow()).contains("no file of at most");
    }

    @Test
    void read_hiddenFilesAndDirectories_areLeftOut() throws IOException {
        Files.createDirectory(directory.resolve("..2026_data.yaml"));
        Files.writeString(directory.resolve(".a.yaml"), "not ours");
        Files.writeString(directory.resolve("README.md"), "not ours");
        assertThat(read().files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"msp\":\"mimi://a.example\"",
                "\"msp\":\"mimi://a.example\",\"keys\":[]",
                "\"msp\":\"mimi://a.example\",\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]",
                "\"msp\":\"mimi://a.example\",\"keys\":[],\"keysFile\":\"b.jwks\"",
                "\"msp\":\"mimi://a.example\",\"keys\":[],\"keysUrl\":\"https://a.example/jwks\"",
                "\"msp\":\"mimi://a.example\",\"keysFile\":\"b.jwks\",\"keysUrl\":\"https://a.example/jwks\"",
                "\"msp\":\"mimi://a.example\",\"keysFile\":\"absent.jwks\"",
                "\"msp\":\"mimi://a.example\",\"keysFile\":\"\\u0000\"",
                "\"msp\":\"mimi://a.example\",\"suspended\":\"no\",\"keys\":[]",
                "\"msp\":\"mimi://a.example\",\"supsended\":true,\"keys\":[]",
            })
    void read_anythingElse_isRefused(String spec) throws IOException {
        write("a.json", spec);
        assertThat(read().about("mimi://a.example")).isEmpty();
        assertThat(read().files().get(0).problem()).isPresent();
    }

    @Test
    void read_aliasesOrHugeFiles_areRefused() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "a: &a [1]\nb: [*a,*a]\n");
        assertThat(read().files().get(0).problem()).isPresent();
        Files.writeString(directory.resolve("a.yaml"), "#".repeat(100_000));
        assertThat(read().files().get(0).problem().orElseThrow()).contains("larger than");
    }

    private WatchedDocuments<String, Msp> read() {
        WatchedDocuments<String, Msp> registry = MspRegistry.in(directory);
        registry.look(Logger.getLogger("test"));
        return registry;
    }

    private void write(String file, String spec) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "{\"apiVersion\":\"jeton.dev/v1\",\"kind\":\"MessagingServiceProvider\",\"metadata\":{\"name\":\"a\"},"
                        + "\"spec\":{" + spec + "}}");
    }
}
