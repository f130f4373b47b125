package dev.jeton.client.cli;

import dev.jeton.client.wallet.TokenStore.Count;
import dev.jeton.crypto.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Count the tokens in the wallet.",
        footer = {
            "",
            "An open token belongs to a question whose answer was lost: the same lookup takes it up again, and no other"
                    + " one can."
        })
final class TokensList extends Action {
    private static final String ROW = "%-28s %-28s %4s %3s %6s %6s  %s";

    @Mixin
    private final Options.Wallet wallet = new Options.Wallet();

    TokensList(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        List<Count> counts = wallet.open(context).counts();
        JsonWriter json = new JsonWriter()
                .putObjects("tokens", counts.stream().map(TokensList::json).toList());
        if (counts.isEmpty()) {
            String hint = "no tokens; get some with: jeton tokens request";
            return new Report(List.of(), List.of(hint), json, ExitCode.DONE);
        }
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("ISSUER", "DISCOVERY PROVIDER", "TYPE", "GEN", "FRESH", "OPEN", "GOOD UNTIL"));
        counts.forEach(count -> lines.add(ROW.formatted(
                count.scope().issuer().authority(),
                count.scope().discoveryProvider().authority(),
                count.scope().tokenType().code(),
                count.scope().generation(),
                count.fresh(),
                count.bound(),
                count.notAfter())));
        return Report.of(lines, json);
    }

    private static JsonWriter json(Count count) {
        return new JsonWriter()
                .put("issuer", count.scope().issuer().authority().name())
                .put("dp", count.scope().discoveryProvider().authority().name())
                .put("token-type", count.scope().tokenType().code())
                .put("generation", count.scope().generation())
                .put("fresh", count.fresh())
                .put("open", count.bound())
                .put("not-after", count.notAfter());
    }
}
