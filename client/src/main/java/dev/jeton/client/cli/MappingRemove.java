package dev.jeton.client.cli;

import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.json.JsonWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "remove",
        description = "Take back what your key has published.",
        footer = {
            "",
            "Example:",
            "  jeton mapping remove --dp https://dp.example \\",
            "      --key me.pem --attestation me.jwt",
            "",
            "What other keys have published for your number or address stays. Says nothing of whether there was something."
        })
final class MappingRemove extends Action {
    @Mixin
    private final Options.Publishing publishing = new Options.Publishing();

    MappingRemove(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        OwnedCsi owned = publishing.owned(context);
        publishing.publisher(context).remove(owned);
        String csi = owned.csi().uri();
        String dp = publishing.discoveryProvider();
        return Report.of(
                List.of("removed at " + dp + ": what this key has published for " + csi),
                new JsonWriter().put("csi", csi).put("dp", dp));
    }
}
