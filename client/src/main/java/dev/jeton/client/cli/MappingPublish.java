package dev.jeton.client.cli;

import dev.jeton.client.mapping.MappingPublisher;
import dev.jeton.client.mapping.OwnedCsi;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "publish",
        description = "Sign which messaging providers reach your number or address, and publish it.",
        footer = {
            "",
            "Example:",
            "  jeton mapping publish --dp https://dp.example \\",
            "      --key me.pem --attestation me.jwt \\",
            "      --msp mimi://chat.example=Friends,Family \\",
            "      --msp mimi://work.example=Business",
            "",
            "Replaces what the same key has published before. The identifier is the attestation's; so is the end.",
            "",
            "Is another of your keys lost? Name it, as jeton lookup shows it, with --supersedes; then jeton mapping confirm."
        })
final class MappingPublish extends Action {
    @Mixin
    private final Options.Publishing publishing = new Options.Publishing();

    @Mixin
    private final MappingContents contents = new MappingContents();

    MappingPublish(CliContext context) {
        super(context);
    }

    @Override
    Optional<String> usageHint() {
        return contents.usageHint();
    }

    @Override
    Report perform() throws Exception {
        OwnedCsi owned = publishing.owned(context);
        MappingPublisher publisher = publishing.publisher(context);
        MappingContents.Signed signed = contents.sign(owned, publishing.authority(), context.clock());
        publisher.publish(signed.compact());
        return MappingReport.published(signed.mapping(), Optional.of(contents.sealedEntries()));
    }
}
