package dev.jeton.client.cli;

import dev.jeton.client.issuance.Quota;
import dev.jeton.crypto.json.JsonWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "quota",
        description = "Ask an issuer how many tokens you may still get. Costs nothing.",
        footer = {"", "Example:", "  jeton quota --issuer https://issuer.example --attestation attestation.jwt"})
final class QuotaLeft extends Action {
    @Mixin
    private final IssuanceOptions issuing = new IssuanceOptions();

    QuotaLeft(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        Quota quota = issuing.open(context).issuance().quota();
        String issuer = issuing.issuer().authority().name();
        return Report.of(
                List.of(quota.left() + " of " + quota.limit() + " tokens left at " + issuer + "; all of them again in "
                        + Failure.words(quota.untilReset())),
                new JsonWriter()
                        .put("issuer", issuer)
                        .put("limit", quota.limit())
                        .put("left", quota.left())
                        .put("reset-after", quota.untilReset().toSeconds()));
    }
}
