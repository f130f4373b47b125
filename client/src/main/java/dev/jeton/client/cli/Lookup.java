package dev.jeton.client.cli;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.lookup.SenderSituation;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.CsiNormalizer;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lookup",
        description = "Ask which messaging providers reach a phone number or mail address.",
        footer = {
            "",
            "Examples:",
            "  jeton lookup --issuer https://issuer.example --dp https://dp.example \\",
            "      --csip-trust csips.json '+1 415 555 0123'",
            "  jeton lookup --region DE '030 123456'     (with the rest in the environment)",
            "  jeton lookup --relay https://relay.example --mirror https://mirror.example ...",
            "",
            "Costs one token, whatever the answer. After a failure run the same command again: it asks with the same"
                    + " token. Only mappings that verify against your --csip-trust are shown."
        })
final class Lookup extends Action {
    @Mixin
    private final Options.Issuer issuer = new Options.Issuer();

    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Route route = new Options.Route();

    @Mixin
    private final Options.PaidWith paidWith = new Options.PaidWith();

    @Mixin
    private final Options.Wallet wallet = new Options.Wallet();

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    @Mixin
    private final TrustOption trusted = new TrustOption();

    @Option(
            names = "--region",
            paramLabel = "CC",
            description = "Read numbers without a country code as of this country, as DE or US (JETON_REGION).")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--audience-key",
            paramLabel = "FILE",
            description = "A key that owners may have sealed entries to: yours, a group's, your provider's; repeat for"
                    + " more.")
    private List<Path> audienceKeys = new ArrayList<>();

    @Option(names = "--purpose", paramLabel = "TAG", description = "Why you write, as owners' tags say it: Business.")
    private Optional<String> purpose = Optional.empty();

    @Parameters(
            paramLabel = "WHO",
            description = "A phone number, a mail address, or a tel: or mailto: URI; - reads standard input, which"
                    + " keeps it out of the process list.")
    private String who = "";

    Lookup(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        Csi csi = csi();
        CsipTrust trust = trusted.load(context);
        SenderSituation situation = situation();
        TokenWallet tokens = wallet.open(context);
        HttpTransport direct = connection.transport(context);
        Optional<RelayedProvider> relayed = route.provider(direct, discoveryProvider.origin(), context);
        TokenScope scope = paidWith.scope(issuer.origin(), discoveryProvider.origin(), relayed);
        HttpTransport transport = relayed.map(RelayedProvider::transport).orElse(direct);
        LookupClient client = new LookupClient(transport, scope, tokens, trust, context.clock());
        LookupResult result = client.lookup(csi);
        return LookupReport.of(result, situation);
    }

    private SenderSituation situation() throws BadInput {
        SenderSituation situation = purpose.map(SenderSituation.ANYBODY::about).orElse(SenderSituation.ANYBODY);
        for (Path file : audienceKeys) {
            situation = situation.with(AudienceKey.load(context, file));
        }
        return situation;
    }

    private Csi csi() throws BadInput {
        String typed = who.equals("-") ? new Inputs(context).text("a number or an address", who) : who;
        try {
            return region.isPresent()
                    ? CsiNormalizer.normalize(typed, region.get().toUpperCase(Locale.ROOT))
                    : CsiNormalizer.normalize(typed);
        } catch (MalformedMessage e) {
            String hint = region.isPresent() ? "" : "; without a country code (+...) a number needs --region";
            throw BadInput.typed("not a phone number or mail address: " + e.getMessage() + hint);
        }
    }
}
