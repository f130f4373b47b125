package dev.jeton.client.cli;

import dev.jeton.client.mapping.MappingPublisher;
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
            "  jeton mapping remove --dp https://dp.example --key me.pem --attestation me.jwt",
            "",
            "What other keys have published for your number or address stays. Says nothing of whether there was something."
        })
final class MappingRemove extends Action {
    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    @Mixin
    private final Options.Owner owner = new Options.Owner();

    MappingRemove(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        OwnedCsi owned = owner.csi(context);
        new MappingPublisher(connection.transport(context), discoveryProvider.origin(), context.clock()).remove(owned);
        String csi = owned.csi().uri();
        String dp = discoveryProvider.origin().authority().name();
        return Report.of(
                List.of("removed at " + dp + ": what this key has published for " + csi),
                new JsonWriter().put("csi", csi).put("dp", dp));
    }
}
