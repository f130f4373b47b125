package dev.jeton.client.cli;

import dev.jeton.client.conformance.Check;
import dev.jeton.client.conformance.Checks;
import dev.jeton.client.conformance.ConformanceRun;
import dev.jeton.client.conformance.Deployment;
import dev.jeton.client.conformance.Result;
import dev.jeton.client.conformance.Result.Verdict;
import dev.jeton.client.conformance.Target;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.JdkTlsProbe;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "conformance",
        description = "Check a deployment from outside: one line for each thing that is demanded of it.",
        footer = {
            "",
            "Example:",
            "  jeton conformance --issuer https://issuer.example --dp https://dp.example \\",
            "      --relay https://relay.example --mirror https://mirror.example \\",
            "      --msp mimi://test.example --attester-key msp.pem \\",
            "      --csip https://csip.example --csip-key csip.pem --range test.example",
            "",
            "It buys some 100 tokens and publishes some 30 made-up identifiers, which it removes. The keys speak for an"
                    + " MSP that the issuer knows and a CSIP that the provider trusts: make both for this purpose.",
            "",
            "From a checkout, ./jeton conformance --demo starts the demo, checks it and stops it."
        })
final class Conformance implements Callable<Integer> {
    private static final int CONFORMS = 0;
    private static final int FAILS = 1;
    private static final int COULD_NOT_RUN = 2;

    private final CliContext context;

    @Mixin
    private final Options.Issuer issuer = new Options.Issuer();

    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    @Option(
            names = "--relay",
            required = true,
            paramLabel = "URL",
            description = "The Oblivious HTTP relay to ask through (JETON_RELAY).")
    private Optional<HttpsOrigin> relay = Optional.empty();

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            split = ",",
            description = "A relay of a third party, to compare what both show (JETON_MIRROR); repeat for more.")
    private List<HttpsOrigin> mirrors = List.of();

    @Option(
            names = "--msp",
            required = true,
            paramLabel = "URI",
            description = "The messaging provider that made-up senders belong to, mimi://host.")
    private String msp = "";

    @Option(
            names = "--attester-key",
            required = true,
            paramLabel = "FILE",
            description = "The provider's secret key, PKCS#8 in PEM: it attests the senders.")
    private Optional<Path> attesterKey = Optional.empty();

    @Option(
            names = "--tier",
            defaultValue = "standard",
            paramLabel = "NAME",
            description = "Their tier. One sender's quota is used up if it is at most 500. Default: standard.")
    private String tier = "";

    @Option(
            names = "--csip",
            required = true,
            paramLabel = "URI",
            description = "Who attests made-up identifiers, by its name (iss) in the discovery provider's trust list.")
    private String csip = "";

    @Option(names = "--csip-key", required = true, paramLabel = "FILE", description = "Its secret key, PKCS#8 in PEM.")
    private Optional<Path> csipKey = Optional.empty();

    @Option(
            names = "--range",
            required = true,
            paramLabel = "PREFIX|DOMAIN",
            description = "Identifiers of that CSIP that nobody has: a number prefix, +49151000, or a mail domain.")
    private String range = "";

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "Make these checks alone: R1,issuer-quota. Default: all.")
    private List<String> only = List.of();

    @Option(names = "--json", description = "Print one JSON object on standard output when all is done.")
    private boolean json;

    Conformance(CliContext context) {
        this.context = context;
    }

    /** What the numbers mean here: a script wants to know whether the deployment is good, and not why there was no answer. */
    static Map<String, String> exitCodes() {
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put(String.valueOf(CONFORMS), "every check passed or does not apply");
        exitCodes.put(String.valueOf(FAILS), "a check failed");
        exitCodes.put(
                String.valueOf(COULD_NOT_RUN),
                "nothing could be checked: wrong usage, a file, a service that is not there");
        return exitCodes;
    }

    @Override
    public Integer call() {
        try {
            List<Check> checks = checks();
            HttpTransport transport = connection.transport(context);
            Deployment deployment = new Deployment(target(), transport, new JdkTlsProbe(), context.clock());
            ConformanceRun run = ConformanceRun.of(deployment, checks, this::show);
            report(run);
            return run.conforms() ? CONFORMS : FAILS;
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            if (json) {
                context.err().println(Action.text(failure.json()));
            } else {
                context.err().println("jeton: nothing was checked: " + failure.message());
                failure.hint().ifPresent(hint -> context.err().println("  " + hint));
            }
            return COULD_NOT_RUN;
        }
    }

    private List<Check> checks() throws BadInput {
        Set<String> known = Checks.all().stream().map(Check::id).collect(Collectors.toSet());
        for (String id : only) {
            if (!known.contains(id)) {
                throw BadInput.typed("--only: there is no check " + id);
            }
        }
        return Checks.all().stream()
                .filter(check -> only.isEmpty() || only.contains(check.id()))
                .toList();
    }

    private Target target() throws BadInput {
        try {
            if (!range.startsWith("+")) {
                DomainName.parse("--range", range);
            } else if (!range.matches("\\+[1-9][0-9]{0,10}")) {
                throw BadInput.typed("--range: expected + and 1 to 11 digits, or a mail domain");
            }
            return new Target(
                    issuer.origin(),
                    discoveryProvider.origin(),
                    relay.orElseThrow(),
                    mirrors,
                    new Target.Attester(new MspUri(msp), tier, key("--attester-key", attesterKey.orElseThrow())),
                    new Target.Range(csip, range, key("--csip-key", csipKey.orElseThrow())));
        } catch (MalformedMessage e) {
            throw BadInput.typed("--msp or --range: " + e.getMessage());
        }
    }

    private static JoseSigningKey key(String option, Path file) throws BadInput {
        try {
            return SigningKeyFile.load(file);
        } catch (IOException e) {
            throw BadInput.file("cannot use " + option, e);
        }
    }

    private void show(Result result) {
        if (!json) {
            context.out().println(result.line());
            context.out().flush();
        }
    }

    private void report(ConformanceRun run) {
        if (json) {
            print(new JsonWriter()
                    .put("conforms", run.conforms())
                    .put("passed", run.count(Verdict.PASS))
                    .put("failed", run.count(Verdict.FAIL))
                    .put("not-applicable", run.count(Verdict.NOT_APPLICABLE))
                    .put("left-behind", run.leftBehind())
                    .putObjects(
                            "checks",
                            run.results().stream().map(Conformance::json).toList()));
            return;
        }
        context.out()
                .println(run.count(Verdict.PASS) + " passed, " + run.count(Verdict.FAIL) + " failed, "
                        + run.count(Verdict.NOT_APPLICABLE) + " not applicable");
        if (run.leftBehind() > 0) {
            context.err()
                    .println("jeton: " + run.leftBehind()
                            + " made-up mappings could not be removed; they end within the hour");
        }
    }

    private static JsonWriter json(Result result) {
        return new JsonWriter()
                .put("id", result.id())
                .put("verdict", result.verdict().word())
                .put("text", result.text());
    }

    private void print(JsonWriter object) {
        context.out().println(Action.text(object));
    }
}
