package dev.jeton.client.cli;

import dev.jeton.client.http.RateLimit;
import dev.jeton.client.issuance.Issued;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "request",
        description = "Get a batch of tokens from an issuer and keep them in the wallet.",
        footer = {
            "",
            "Example:",
            "  jeton tokens request --issuer https://issuer.example \\",
            "      --dp https://dp.example --attestation attestation.jwt --count 100",
            "",
            "Ask for 20 or 100, and for more by asking again: another number would make you recognisable from one epoch to"
                    + " the next.",
            "",
            "A token pays for one question to that discovery provider. The issuer learns who asks and for how many,"
                    + " not for which provider. Ask long before you need them: the time would be a link."
        })
final class TokensRequest extends Action {
    @Mixin
    private final IssuanceOptions issuing = new IssuanceOptions();

    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.PaidWith paidWith = new Options.PaidWith();

    @Mixin
    private final Options.Wallet wallet = new Options.Wallet();

    @Option(names = "--count", paramLabel = "N", description = "How many tokens. Default: ${DEFAULT-VALUE}.")
    private int count = TokenIssuance.BATCH;

    TokensRequest(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (count < 1 || count > TokenIssuance.MAX_BATCH) {
            throw BadInput.typed("--count: expected 1 to " + TokenIssuance.MAX_BATCH);
        }
        TokenWallet tokens = wallet.open(context);
        IssuanceOptions.Opened opened = issuing.open(context);
        Optional<RelayedProvider> relayed = opened.relay().isPresent()
                ? Optional.of(opened.relay().get().provider(discoveryProvider.origin()))
                : Optional.empty();
        TokenScope scope = paidWith.scope(issuing.issuer(), discoveryProvider.origin(), relayed);
        return report(opened.issuance().request(scope, count, tokens));
    }

    private Report report(Issued issued) {
        List<String> lines = new ArrayList<>();
        lines.add(issued.tokens() + " tokens for " + discoveryProvider.origin().authority() + ", good until "
                + issued.notAfter());
        for (RateLimit limit : issued.rateLimits()) {
            lines.add("left (" + limit.policy() + "): " + limit.remaining());
        }
        List<String> warnings = new ArrayList<>();
        if (issued.refused() > 0) {
            warnings.add(issued.refused() + " more were refused by the issuer");
        }
        if (count != TokenIssuance.BATCH && count != TokenIssuance.LARGE_BATCH) {
            warnings.add("few ask for " + count + ": the issuer can recognise you by it; " + TokenIssuance.BATCH
                    + " and " + TokenIssuance.LARGE_BATCH + " are what many ask for");
        }
        JsonWriter json = new JsonWriter()
                .put("issuer", issuing.issuer().authority().name())
                .put("dp", discoveryProvider.origin().authority().name())
                .put("tokens", issued.tokens())
                .put("refused", issued.refused())
                .put("not-after", issued.notAfter())
                .putObjects(
                        "left",
                        issued.rateLimits().stream().map(TokensRequest::json).toList());
        return new Report(lines, warnings, json, ExitCode.DONE);
    }

    private static JsonWriter json(RateLimit limit) {
        JsonWriter json = new JsonWriter().put("quota", limit.policy()).put("tokens", limit.remaining());
        limit.reset().ifPresent(wait -> json.put("reset-after", wait.toSeconds()));
        return json;
    }
}
