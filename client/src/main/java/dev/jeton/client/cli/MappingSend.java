package dev.jeton.client.cli;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.mapping.MappingPublisher;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.mapping.Mapping;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        description = "Publish a mapping that is signed already.",
        footer = {
            "",
            "Example:",
            "  jeton mapping send mapping.jwt --dp https://dp.example \\",
            "      --relay https://relay.example --mirror https://mirror.example",
            "",
            "As jeton mapping create wrote it. Needs no key; the provider checks all signatures."
        })
final class MappingSend extends Action {
    @Parameters(paramLabel = "FILE", description = "The mapping, a JWT; - reads standard input.")
    private String file = "";

    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Route route = new Options.Route();

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    MappingSend(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        MappingFile signed = MappingFile.read(file, context);
        Mapping mapping = signed.claims();
        Authority dp = discoveryProvider.origin().authority();
        if (!mapping.audience().equals(dp)) {
            throw BadInput.file(file + " is for " + mapping.audience() + " and not for " + dp);
        }
        if (!mapping.validity().expiresAt().isAfter(context.clock().instant())) {
            throw BadInput.file(
                    file + " has ended", "Make another with jeton mapping create, under an attestation that lasts.");
        }
        HttpTransport direct = connection.transport(context);
        HttpTransport transport = route.provider(direct, discoveryProvider.origin(), context)
                .map(RelayedProvider::transport)
                .orElse(direct);
        new MappingPublisher(transport, discoveryProvider.origin(), context.clock()).publish(signed.compact());
        return MappingReport.published(mapping, Optional.empty());
    }
}
