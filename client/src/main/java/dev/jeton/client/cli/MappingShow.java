package dev.jeton.client.cli;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Show what is in a mapping's file, or what a provider tells others of you, and what is wrong with it.",
        footer = {
            "",
            "Examples:",
            "  jeton mapping show mapping.jwt --csip-trust csips.json",
            "  jeton mapping show --attestation me.jwt --csip-trust csips.json \\",
            "      --issuer https://issuer.example --dp https://dp.example",
            "",
            "Checks all signatures and times as senders do, against the --csip-trust that you take for theirs. A file is"
                    + " checked without a network. To ask the provider costs one token, as any question does. Exit code 6:"
                    + " senders would not believe it."
        })
final class MappingShow extends Action {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A mapping, a JWT; - reads standard input.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--attestation",
            paramLabel = "FILE",
            description = "Ask the provider for the identifier that this attestation is for, and look for its key.")
    private Optional<String> attestation = Optional.empty();

    @Option(
            names = "--dp",
            paramLabel = "URL",
            description = "The discovery provider (JETON_DP). A file's mapping has to be made for it, if it is named.")
    private Optional<HttpsOrigin> discoveryProvider = Optional.empty();

    @Option(names = "--issuer", paramLabel = "URL", description = "Whose tokens pay for the question (JETON_ISSUER).")
    private Optional<HttpsOrigin> issuer = Optional.empty();

    @Mixin
    private final TrustOption trusted = new TrustOption();

    @Mixin
    private final Options.Route route = new Options.Route();

    @Mixin
    private final Options.PaidWith paidWith = new Options.PaidWith();

    @Mixin
    private final Options.Wallet wallet = new Options.Wallet();

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    MappingShow(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (file.isPresent() == attestation.isPresent()) {
            throw BadInput.typed("name either a FILE to show, or an --attestation to ask the provider");
        }
        CsipTrust trust = trusted.load(context);
        return file.isPresent() ? ofFile(MappingFile.read(file.get(), context), trust) : served(trust);
    }

    private Report ofFile(MappingFile shown, CsipTrust trust) {
        MappingVerdict verdict = shown.verdict(
                trust,
                discoveryProvider.map(HttpsOrigin::authority),
                context.clock().instant());
        if (verdict instanceof VerifiedMapping verified) {
            List<String> lines = new ArrayList<>();
            lines.add(shown.name() + ": " + MappingReport.words(verified.mapping(), Optional.empty()));
            lines.addAll(LookupReport.lines(verified));
            lines.add("for " + verified.mapping().audience() + " alone, sequence number "
                    + verified.mapping().sequence() + "; all signatures verify");
            return Report.of(lines, MappingReport.of(verified).put("verifies", true));
        }
        RefusedDocument refused = (RefusedDocument) verdict;
        String detail = refused.detail().isEmpty() ? "" : ": " + refused.detail();
        return new Report(
                List.of(shown.name() + ": does not verify: " + LookupReport.words(refused) + detail),
                List.of("no sender would believe it. " + Remedy.of(refused)),
                new JsonWriter()
                        .put("verifies", false)
                        .put("document", LookupReport.word(refused.document()))
                        .put("reason", LookupReport.word(refused.reason()))
                        .put("detail", refused.detail()),
                ExitCode.UNTRUSTED);
    }

    private Report served(CsipTrust trust) throws Exception {
        AttestedKey own = AttestedKey.read(attestation.orElseThrow(), context);
        HttpsOrigin issuing = issuer.orElseThrow(() -> BadInput.typed("to ask the provider takes an --issuer"));
        HttpsOrigin dp = discoveryProvider.orElseThrow(() -> BadInput.typed("to ask the provider takes a --dp"));
        TokenWallet tokens = wallet.open(context);
        HttpTransport direct = connection.transport(context);
        Optional<RelayedProvider> relayed = route.provider(direct, dp, context);
        TokenScope scope = paidWith.scope(issuing, dp, relayed);
        HttpTransport transport = relayed.map(RelayedProvider::transport).orElse(direct);
        LookupResult result = new LookupClient(transport, scope, tokens, trust, context.clock()).lookup(own.csi());
        return ServedReport.of(result, own, dp.authority());
    }
}
