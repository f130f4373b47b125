package dev.jeton.client.wallet;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens as files, one each: its name is its state, so that binding a token is renaming a file, which a crash cannot
 * leave half-done, and damage to one is damage to no other.
 *
 * <pre>
 *   ISSUER/DISCOVERY-PROVIDER/NOTAFTER-ID.token             fresh
 *   ISSUER/DISCOVERY-PROVIDER/NOTAFTER-ID.QUESTION.token    bound to a question
 *   ISSUER/DISCOVERY-PROVIDER/NOTAFTER-ID....damaged        set aside
 * </pre>
 *
 * <p>In directory names {@code _} stands for the {@code :} before a port, and tokens of type 0x0001 are in
 * {@code DISCOVERY-PROVIDER+voprf}, those of a provider's generation 1 in {@code DISCOVERY-PROVIDER+g1}. Ids and questions are in hex, times in Unix
 * seconds.
 */
final class DirectoryTokenStore implements TokenStore {
    private static final int MAX_SEALED_BYTES = 1024;
    private static final Pattern NAME =
            Pattern.compile("([0-9]{1,12})-([0-9a-f]{1,64})(?:\\.([0-9a-f]{1,64}))?\\.token");

    private static final Pattern PROVIDER = Pattern.compile("([^+]+)(\\+voprf)?(?:\\+g([1-9][0-9]{0,17}))?");

    private final Path root;
    private final DirectoryLock lock;

    DirectoryTokenStore(Path root, DirectoryLock lock) {
        this.root = root;
        this.lock = lock;
    }

    private record TokenFile(Path path, Instant notAfter, String id, Optional<String> question) {
        static Optional<TokenFile> of(Path path) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            return name.matches()
                    ? Optional.of(new TokenFile(
                            path,
                            Instant.ofEpochSecond(Long.parseLong(name.group(1))),
                            name.group(2),
                            Optional.ofNullable(name.group(3))))
                    : Optional.empty();
        }

        Entry read() throws IOException {
            return new Entry(id, notAfter, PrivateFiles.read(path, MAX_SEALED_BYTES));
        }
    }

    @Override
    public void add(TokenScope scope, List<Entry> entries) throws IOException {
        lock.<Path, IOException>whileHeld(() -> {
            Path directory = directory(scope);
            if (!Files.isDirectory(directory)) {
                PrivateFiles.createDirectory(directory);
                PrivateFiles.forceParent(directory);
                PrivateFiles.force(root);
            }
            for (Entry entry : entries) {
                PrivateFiles.write(directory.resolve(name(entry.notAfter(), entry.id())), entry.sealed());
            }
            PrivateFiles.force(directory);
            return directory;
        });
    }

    @Override
    public Optional<Entry> bind(TokenScope scope, Bytes question, Instant now) throws IOException {
        String tag = question.toHex();
        return lock.<Optional<Entry>, IOException>whileHeld(() -> {
            List<TokenFile> live = sweep(directory(scope), now);
            Optional<TokenFile> bound = live.stream()
                    .filter(file -> file.question().equals(Optional.of(tag)))
                    .findFirst();
            if (bound.isEmpty()) {
                Optional<TokenFile> fresh =
                        live.stream().filter(file -> file.question().isEmpty()).findFirst();
                bound = fresh.isPresent() ? Optional.of(bind(fresh.get(), tag)) : Optional.empty();
            }
            return bound.isPresent() ? Optional.of(bound.get().read()) : Optional.empty();
        });
    }

    private static TokenFile bind(TokenFile fresh, String tag) throws IOException {
        Path path = fresh.path().resolveSibling(name(fresh.notAfter(), fresh.id() + "." + tag));
        Files.move(fresh.path(), path, StandardCopyOption.ATOMIC_MOVE);
        // Before it is handed out: after a power cut it must not look fresh again.
        PrivateFiles.forceParent(path);
        return new TokenFile(path, fresh.notAfter(), fresh.id(), Optional.of(tag));
    }

    @Override
    public void remove(TokenScope scope, String id) throws IOException {
        lock.<Boolean, IOException>whileHeld(() -> {
            Optional<TokenFile> file = find(scope, id);
            return file.isPresent() && Files.deleteIfExists(file.get().path());
        });
    }

    @Override
    public String setAside(TokenScope scope, String id) throws IOException {
        return lock.<String, IOException>whileHeld(() -> {
            Optional<TokenFile> file = find(scope, id);
            if (file.isEmpty()) {
                return "nothing, since another process removed it";
            }
            Path path = file.get().path();
            return Files.move(
                            path, path.resolveSibling(path.getFileName() + ".damaged"), StandardCopyOption.ATOMIC_MOVE)
                    .toString();
        });
    }

    @Override
    public List<Count> counts(Instant now) throws IOException {
        return lock.<List<Count>, IOException>whileHeld(() -> {
            List<Count> counts = new ArrayList<>();
            for (Path issuer : children(root)) {
                for (Path discoveryProvider : children(issuer)) {
                    Optional<TokenScope> scope = scope(issuer, discoveryProvider);
                    if (scope.isPresent()) {
                        counts.addAll(counts(scope.get(), sweep(discoveryProvider, now)));
                    }
                }
            }
            return counts;
        });
    }

    private static List<Count> counts(TokenScope scope, List<TokenFile> live) {
        Map<Instant, List<TokenFile>> byEnd = new TreeMap<>();
        live.forEach(file -> byEnd.computeIfAbsent(file.notAfter(), unused -> new ArrayList<>())
                .add(file));
        List<Count> counts = new ArrayList<>();
        byEnd.forEach((notAfter, files) -> {
            int fresh = (int)
                    files.stream().filter(file -> file.question().isEmpty()).count();
            counts.add(new Count(scope, notAfter, fresh, files.size() - fresh));
        });
        return counts;
    }

    private Optional<TokenFile> find(TokenScope scope, String id) throws IOException {
        return files(directory(scope)).stream()
                .filter(file -> file.id().equals(id))
                .findFirst();
    }

    /** The live tokens, those that end first before the others; the dead ones and what a crash left are deleted. */
    private static List<TokenFile> sweep(Path directory, Instant now) throws IOException {
        List<TokenFile> live = new ArrayList<>();
        for (Path path : children(directory)) {
            if (path.getFileName().toString().endsWith(PrivateFiles.UNFINISHED)) {
                Files.deleteIfExists(path);
            }
        }
        for (TokenFile file : files(directory)) {
            if (file.notAfter().isAfter(now)) {
                live.add(file);
            } else {
                Files.deleteIfExists(file.path());
            }
        }
        live.sort(Comparator.comparing(TokenFile::notAfter).thenComparing(TokenFile::id));
        return live;
    }

    private static List<TokenFile> files(Path directory) throws IOException {
        return children(directory).stream()
                .flatMap(path -> TokenFile.of(path).stream())
                .toList();
    }

    /** In the order of their names; none if the directory does not exist. */
    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(children::add);
            }
        }
        children.sort(Comparator.naturalOrder());
        return children;
    }

    private Path directory(TokenScope scope) {
        return root.resolve(scope.issuer().authority().name().replace(':', '_'))
                .resolve(scope.discoveryProvider().authority().name().replace(':', '_') + suffix(scope));
    }

    /** Empty for a directory that is not ours. */
    private static Optional<TokenScope> scope(Path issuer, Path discoveryProvider) {
        Matcher name = PROVIDER.matcher(discoveryProvider.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        TokenType type = name.group(2) == null ? TokenType.BLIND_RSA : TokenType.VOPRF;
        long generation = name.group(3) == null ? 0 : Long.parseLong(name.group(3));
        try {
            return Optional.of(
                    new TokenScope(origin(issuer.getFileName().toString()), origin(name.group(1)), type, generation));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    private static HttpsOrigin origin(String directory) {
        return new HttpsOrigin(new Authority(directory.replace('_', ':')));
    }

    /** No authority contains a {@code +}. */
    private static String suffix(TokenScope scope) {
        return (scope.tokenType() == TokenType.VOPRF ? "+voprf" : "")
                + (scope.generation() > 0 ? "+g" + scope.generation() : "");
    }

    private static String name(Instant notAfter, String rest) {
        return notAfter.getEpochSecond() + "-" + rest + ".token";
    }
}
