package dev.jeton.client.cli;

import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "confirm",
        description = "Let your mapping supersede those of lost keys, as it announced.",
        footer = {
            "",
            "Example:",
            "  jeton mapping publish ... --supersedes KEY     (prints --seq and the keys)",
            "  jeton mapping confirm --dp https://dp.example \\",
            "      --key me.pem --attestation me.jwt \\",
            "      --seq 1795500000000 --supersedes KEY",
            "",
            "From then on nothing counts that a key has signed which was attested before yours. That cannot be taken back."
        })
final class MappingConfirm extends Action {
    @Mixin
    private final Options.Publishing publishing = new Options.Publishing();

    @Option(names = "--seq", required = true, paramLabel = "N", description = "Of the mapping that announced it.")
    private long sequence;

    @Option(
            names = "--supersedes",
            required = true,
            paramLabel = "KEY",
            description = "A key that it announced to supersede; repeat for more. All of them, and no others.")
    private List<String> supersedes = new ArrayList<>();

    MappingConfirm(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        OwnedCsi owned = publishing.owned(context);
        try {
            publishing.publisher(context).confirm(owned, sequence, supersedes);
        } catch (MalformedMessage e) {
            throw BadInput.typed("this cannot be confirmed: " + e.getMessage());
        }
        String csi = owned.csi().uri();
        String dp = publishing.discoveryProvider();
        return Report.of(
                List.of("superseded at " + dp + ": what " + supersedes.size() + " other key(s) had published for "
                        + csi),
                new JsonWriter()
                        .put("csi", csi)
                        .put("dp", dp)
                        .put("seq", sequence)
                        .putStrings("supersedes", supersedes));
    }
}
