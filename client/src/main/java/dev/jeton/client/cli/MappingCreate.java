package dev.jeton.client.cli;

import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.mapping.Mapping;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Sign which messaging providers reach your number or address, into a file; send nothing.",
        footer = {
            "",
            "Example:",
            "  jeton mapping create --dp https://dp.example \\",
            "      --key me.pem --attestation me.jwt \\",
            "      --msp mimi://chat.example=Friends,Family --file mapping.jwt",
            "  jeton mapping show mapping.jwt --csip-trust csips.json",
            "  jeton mapping send mapping.jwt --dp https://dp.example",
            "",
            "So the key can stay on a device without a network. The file is good at this one provider, and as long as the"
                    + " attestation; whoever has it can publish it."
        })
final class MappingCreate extends Action {
    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Owner owner = new Options.Owner();

    @Mixin
    private final MappingContents contents = new MappingContents();

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "Where to write the mapping, a JWT. A file that is there already is left as it is.")
    private Optional<Path> file = Optional.empty();

    MappingCreate(CliContext context) {
        super(context);
    }

    @Override
    Optional<String> usageHint() {
        return contents.usageHint();
    }

    @Override
    Report perform() throws Exception {
        OwnedCsi owned = owner.csi(context);
        MappingContents.Signed signed =
                contents.sign(owned, discoveryProvider.origin().authority(), context.clock());
        Mapping mapping = signed.mapping();
        Path path = file.orElseThrow();
        write(path, signed.compact());

        Optional<Integer> sealed = Optional.of(contents.sealedEntries());
        List<String> lines = new ArrayList<>();
        lines.add(path + ": " + MappingReport.words(mapping, sealed));
        mapping.msps().forEach(entry -> lines.add("  " + LookupReport.words(entry)));
        lines.add("for " + mapping.audience() + " alone, sequence number " + mapping.sequence()
                + "; nothing is published yet");
        return Report.of(lines, MappingReport.json(mapping, sealed).put("file", path.toString()));
    }

    private static void write(Path path, String compact) throws BadInput {
        try {
            Files.writeString(path, compact + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw BadInput.file(path + " is there already", "Name another --file, or remove that one.");
        } catch (IOException e) {
            throw BadInput.file("cannot write --file", e);
        }
    }
}
