package dev.jeton.service.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedDocumentsTest {
    private static final Logger EVENTS = Logger.getLogger(WatchedDocumentsTest.class);

    private record Limit(String owner, long tokens) {}

    @TempDir
    private Path directory;

    private WatchedDocuments<String, Limit> limits;

    @BeforeEach
    void watch() {
        limits = in(directory);
    }

    private static WatchedDocuments<String, Limit> in(Path directory) {
        return new WatchedDocuments<>(
                directory,
                "Limit",
                document -> {
                    long tokens = document.spec().integer("tokens", 0, 1000);
                    if (tokens == 13) {
                        throw MalformedMessage.of("spec.tokens", "13 brings bad luck");
                    }
                    if (tokens == 500) {
                        throw new IllegalStateException("a reader's own mistake");
                    }
                    return new Limit(document.spec().string("owner", 10), tokens);
                },
                Limit::owner,
                "spec.owner");
    }

    @Test
    void look_changedFile_isInForce() throws IOException {
        write("a.yaml", "a", 1);
        limits.look(EVENTS);
        assertThat(tokensOf("a")).contains(1L);
        // One digit for another: the size stays, and the time may.
        write("a.yaml", "a", 2);
        limits.look(EVENTS);
        assertThat(tokensOf("a")).contains(2L);
    }

    @Test
    void look_fileThatBecomesInvalid_keepsItsLastGoodContents() throws IOException {
        write("a.yaml", "a", 1);
        write("b.yaml", "b", 1);
        limits.look(EVENTS);
        write("a.yaml", "a", 13);
        write("b.yaml", "b", 2);
        limits.look(EVENTS);

        assertThat(tokensOf("a")).contains(1L);
        assertThat(tokensOf("b")).as("another's slip is not b's").contains(2L);
        assertThat(problems()).containsExactly("a.yaml: spec.tokens: 13 brings bad luck");

        write("a.yaml", "a", 14);
        limits.look(EVENTS);
        assertThat(tokensOf("a")).contains(14L);
        assertThat(problems()).isEmpty();
    }

    @Test
    void look_invalidFromTheStart_isNotInForceAndHindersNobody() throws IOException {
        write("a.yaml", "a", 13);
        write("b.yaml", "b", 1);
        limits.look(EVENTS);
        assertThat(tokensOf("a")).isEmpty();
        assertThat(tokensOf("b")).contains(1L);
    }

    @Test
    void look_fileThatIsGone_isNoLongerInForce() throws IOException {
        write("a.yaml", "a", 1);
        limits.look(EVENTS);
        Files.delete(directory.resolve("a.yaml"));
        limits.look(EVENTS);
        assertThat(tokensOf("a")).isEmpty();
        assertThat(limits.files()).isEmpty();
    }

    @Test
    void look_secondFileAboutOneOwner_isRefusedAlsoIfItsNameSortsFirst() throws IOException {
        write("m.yaml", "a", 1);
        limits.look(EVENTS);
        write("a.yaml", "a", 2);
        limits.look(EVENTS);
        assertThat(tokensOf("a")).contains(1L);
        assertThat(problems()).containsExactly("a.yaml: spec.owner: m.yaml is about the same");
    }

    @Test
    void look_ownerThatMovesToAnotherFile_isNotLost() throws IOException {
        write("old.yaml", "a", 1);
        limits.look(EVENTS);
        Files.move(directory.resolve("old.yaml"), directory.resolve("new.yaml"));
        limits.look(EVENTS);
        assertThat(tokensOf("a")).contains(1L);
        assertThat(problems()).isEmpty();
    }

    @Test
    void look_lastGoodOfAFileWhoseOwnerMovedAway_doesNotComeBack() throws IOException {
        write("a.yaml", "a", 1);
        write("b.yaml", "b", 1);
        limits.look(EVENTS);
        write("b.yaml", "a", 2);
        limits.look(EVENTS);
        assertThat(tokensOf("a")).as("the file that was first").contains(1L);
        assertThat(tokensOf("b")).as("b.yaml's last good contents").contains(1L);
    }

    @Test
    void look_fileThatTurnsToAnothersOwner_doesNotTakeItOver() throws IOException {
        write("a.yaml", "a", 1);
        write("b.yaml", "b", 1);
        limits.look(EVENTS);
        write("a.yaml", "b", 2);
        limits.look(EVENTS);
        assertThat(tokensOf("b")).as("b.yaml is about b, and was first").contains(1L);
        assertThat(tokensOf("a")).as("a.yaml's last good contents").contains(1L);
        assertThat(problems()).containsExactly("a.yaml: spec.owner: b.yaml is about the same");

        write("b.yaml", "a", 3);
        limits.look(EVENTS);
        assertThat(tokensOf("b")).as("two files that change places").contains(2L);
        assertThat(tokensOf("a")).contains(3L);
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: !!int \"abc\"",
                "spec: !!binary \"%%%\"",
                "spec: !!set [a]",
                "spec: [\nevent=forged: {",
                "\"x\\nevent=forged x=\\\"\": 1",
                "a: 1\na: 2",
                "&a [*a]",
                "apiVersion: jeton.dev/v1\nkind: Limit\nmetadata: { name: x }\nspec: { owner: z, tokens: 500 }",
            })
    void look_fileThatMakesAReaderStumble_isRefusedInOneLineAndHindersNobody(String content) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), content);
        Files.writeString(directory.resolve("\nevent=forged.yaml"), content);
        write("b.yaml", "b", 1);
        limits.look(EVENTS);
        assertThat(tokensOf("b")).contains(1L);
        assertThat(problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).matches("[ -~&&[^\"]]+"));
    }

    /** What Kubernetes does: ..data is a link to a directory, swapped in one rename; the files are links through it. */
    @Test
    void look_swappedLinkOfAConfigMap_isSeen() throws IOException {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        version(mount, "..1", 1);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("a.yaml"), Path.of("..data", "a.yaml"));
        WatchedDocuments<String, Limit> mounted = in(mount);
        mounted.look(EVENTS);
        assertThat(mounted.about("a").map(Limit::tokens)).contains(1L);

        version(mount, "..2", 2);
        Files.createSymbolicLink(mount.resolve("..tmp"), Path.of("..2"));
        Files.move(mount.resolve("..tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        mounted.look(EVENTS);
        assertThat(mounted.about("a").map(Limit::tokens)).contains(2L);
    }

    @Test
    void look_directoryThatCannotBeRead_keepsEverything() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Files.writeString(gone.resolve("a.yaml"), text("a", 1));
        WatchedDocuments<String, Limit> watched = in(gone);
        watched.look(EVENTS);
        Files.move(gone, directory.resolve("elsewhere"));
        assertThatExceptionOfType(InvalidDocument.class).isThrownBy(() -> watched.look(EVENTS));
        assertThat(watched.about("a")).isPresent();
    }

    private Optional<Long> tokensOf(String owner) {
        return limits.about(owner).map(Limit::tokens);
    }

    private List<String> problems() {
        return limits.files().stream()
                .flatMap(file -> file.problem().map(problem -> file.name() + ": " + problem).stream())
                .toList();
    }

    /** Replaces the file as editors and deployments do: a new file takes the name. */
    private void write(String file, String owner, long tokens) throws IOException {
        Path fresh = Files.writeString(directory.resolve(".fresh"), text(owner, tokens));
        Files.move(fresh, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void version(Path mount, String name, long tokens) throws IOException {
        Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("a.yaml"), text("a", tokens));
    }

    private static String text(String owner, long tokens) {
        return "apiVersion: jeton.dev/v1\nkind: Limit\nmetadata: { name: x }\nspec: { owner: " + owner + ", tokens: "
                + tokens + " }\n";
    }
}
