package dev.jeton.client.cli;

import dev.jeton.client.directory.DirectoryImport;
import dev.jeton.client.directory.ImportProgress;
import dev.jeton.client.directory.OtherProgress;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Refused;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            "  jeton directory import mappings.txt --dp https://dp.example \\",
            "      --management https://dp.example:8444 \\",
            "      --key alice.pem --reason \"ticket 4711: moved from the old directory\"",
            "",
            "Each mapping is verified by the provider as if its owner had published it. The progress stands in"
                    + " FILE.progress: whenever this stops, killed included, the same command goes on from there.",
            "",
            "Some were refused? Exit code 3 says so, and the output why. Once the cause is gone, --again sends all lines"
                    + " once more; what is there already stays as it is."
        })
final class DirectoryFill extends Action {
    private static final Duration CREDENTIAL_LIFE = Duration.ofMinutes(5);
    private static final int MAX_AT_ONCE = 32;
    /** What a service answers that knows no such call; 413, since the largest bodies are those of this one. */
    private static final Set<Integer> ELSEWHERE = Set.of(404, 405, 413, 415);

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

    @Option(
            names = "--again",
            description = "Begin from the first line whatever the progress says: what was refused gets another chance.")
    private boolean again;

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
            if (again) {
                DirectoryImport.beginAgain(file.orElseThrow());
            }
            return report(directory.run(file.orElseThrow(), bar::show));
        } catch (OtherProgress e) {
            throw BadInput.file(
                    "cannot go on: " + e.getMessage(),
                    "To import the file as it is now, from its first line: --again.");
        } catch (IOException e) {
            throw BadInput.file("cannot import", e);
        } finally {
            bar.end();
        }
    }

    @Override
    Optional<String> hint(Exception failure) {
        if (!(failure instanceof Refused refused)) {
            return Optional.empty();
        }
        if (refused.is(ProblemType.OPERATOR_CREDENTIAL_INVALID)) {
            return Optional.of(
                    "Check that --dp is the provider's jeton.admin.audience, that its operators-directory knows"
                            + " --name with this --key, and both clocks.");
        }
        return ELSEWHERE.contains(refused.status())
                ? Optional.of("Check that --management is the provider's management listener, and that"
                        + " jeton.admin.operators-directory is set there.")
                : Optional.empty();
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
        List<String> warnings = done.refused() == 0
                ? List.of()
                : List.of("to send them once more, when the cause is gone: the same command with --again");
        return new Report(lines, warnings, json, done.refused() == 0 ? ExitCode.DONE : ExitCode.REFUSED);
    }
}
