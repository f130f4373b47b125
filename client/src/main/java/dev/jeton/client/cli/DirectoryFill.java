package dev.jeton.client.cli;

import dev.jeton.client.directory.DirectoryImport;
import dev.jeton.client.directory.ImportProgress;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Bring many signed mappings, one in each line of a file, into a discovery provider's directory.",
        footer = {
            "",
            "Example:",
            "  jeton directory import mappings.txt --dp https://dp.example --management https://dp.example:8444 \\",
            "      --key alice.pem --reason \"ticket 4711: moved from the old directory\"",
            "",
            "Each mapping is verified by the provider as if its owner had published it. The progress stands in"
                    + " FILE.progress: whenever this stops, killed included, the same command goes on from there."
        })
final class DirectoryFill extends Action {
    private static final Duration CREDENTIAL_LIFE = Duration.ofMinutes(5);
    private static final int MAX_AT_ONCE = 32;

    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    @Mixin
    private final Options.OperatorKey operator = new Options.OperatorKey();

    @Parameters(paramLabel = "FILE", description = "Mappings as compact JWS, one in each line.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--management",
            required = true,
            paramLabel = "URL",
            description = "The provider's management listener, https://host:port.")
    private Optional<HttpsOrigin> management = Optional.empty();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for the provider's audit trail.")
    private String reason = "";

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "How many batches are under way. Default: ${DEFAULT-VALUE}; the provider's"
                    + " jeton.admin.max-requests is the most that makes sense.")
    private int atOnce = 3;

    DirectoryFill(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (atOnce < 1 || atOnce > MAX_AT_ONCE) {
            throw BadInput.typed("--at-once: expected 1 to " + MAX_AT_ONCE);
        }
        JoseSigningKey key = operator.load();
        String name = operator.name();
        String audience = discoveryProvider.origin().url();
        DirectoryImport directory = new DirectoryImport(
                connection.transport(context),
                management.orElseThrow(),
                () -> OperatorCredential.forOperator(
                                name, audience, Validity.of(context.clock().instant(), CREDENTIAL_LIFE))
                        .sign(key),
                reason,
                atOnce);
        ImportBar bar = new ImportBar(context);
        try {
            return report(directory.run(file.orElseThrow(), bar::show));
        } catch (IOException e) {
            throw BadInput.file("cannot import: " + e.getMessage());
        } finally {
            bar.end();
        }
    }

    private static Report report(ImportProgress done) {
        long stored = done.count(ImportProgress.STORED);
        long there = done.count(ImportProgress.THERE);
        List<String> lines = new ArrayList<>();
        lines.add(stored + " stored, " + there + " there already, " + done.refused() + " refused");
        List<JsonWriter> refusals = new ArrayList<>();
        new TreeMap<>(done.outcomes()).forEach((outcome, tally) -> {
            if (!outcome.equals(ImportProgress.STORED) && !outcome.equals(ImportProgress.THERE)) {
                lines.add("  " + outcome + ": " + tally.count() + ", the first in line " + tally.firstLine());
                refusals.add(new JsonWriter()
                        .put("reason", outcome)
                        .put("count", tally.count())
                        .put("first-line", tally.firstLine()));
            }
        });
        JsonWriter json = new JsonWriter()
                .put("lines", done.lines())
                .put("stored", stored)
                .put("there", there)
                .put("refused", done.refused())
                .putObjects("refusals", refusals);
        return new Report(lines, List.of(), json, done.refused() == 0 ? ExitCode.DONE : ExitCode.REFUSED);
    }
}
