package dev.jeton.client.cli;

import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.hpke.HpkePublicKey;
import dev.jeton.crypto.mapping.Audience;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What an owner says in a mapping, as he types it. */
final class MappingContents {
    @Option(
            names = "--seq",
            paramLabel = "N",
            description = "A number greater than that of every mapping before. Default: the time in milliseconds.")
    private Optional<Long> sequence = Optional.empty();

    @Option(
            names = "--sealed-for",
            paramLabel = "KIND:KEY=URI[=TAG,...]",
            description =
                    "A provider for some alone, in place of the others; nobody else sees it. KIND is person, group"
                            + " or users (of a provider), KEY their public key; repeat for more, up to 8.")
    private List<String> sealedFor = new ArrayList<>();

    @Option(
            names = "--supersedes",
            paramLabel = "KEY",
            description =
                    "A lost key whose mapping this one is to replace; repeat for more, up to 16. Nothing of it is gone"
                            + " before you confirm.")
    private List<String> supersedes = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    /** Exactly one of the two, so that nobody disappears by forgetting an option. */
    static final class Where {
        @Option(
                names = "--msp",
                paramLabel = "URI[=TAG,...]",
                description = "A provider that reaches you, the preferred one first; repeat for more.")
        private List<String> msps = new ArrayList<>();

        @Option(names = "--not-to-be-found", description = "Publish that you choose not to be found.")
        private boolean nowhere;
    }

    /** What to add where picocli refuses what was typed. */
    Optional<String> usageHint() {
        boolean isForSomeAlone = !sealedFor.isEmpty() && where.msps.isEmpty() && !where.nowhere;
        return isForSomeAlone
                ? Optional.of("--sealed-for is for some; what do all others see? Add --not-to-be-found, or --msp URI.")
                : Optional.empty();
    }

    /** How many entries are for some alone; nobody sees it in the mapping. */
    int sealedEntries() {
        return sealedFor.size();
    }

    /**
     * A mapping and its signed form.
     *
     * @param compact a compact JWS
     */
    record Signed(Mapping mapping, String compact) {}

    /** What {@code owned}'s owner says to {@code discoveryProvider}. */
    Signed sign(OwnedCsi owned, Authority discoveryProvider, InstantSource clock) throws BadInput {
        List<Mapping.Entry> entries = entries();
        List<SealedEntries.For> sealed = sealed();
        try {
            Mapping mapping =
                    owned.mapping(discoveryProvider, sequence.orElse(clock.millis()), clock.instant(), entries, sealed);
            Mapping whole = supersedes.isEmpty() ? mapping : owned.superseding(mapping, supersedes);
            return new Signed(whole, owned.sign(whole));
        } catch (MalformedMessage e) {
            throw BadInput.typed("these cannot be published: " + e.getMessage());
        }
    }

    private List<Mapping.Entry> entries() throws BadInput {
        if (where.nowhere) {
            return List.of();
        }
        List<Mapping.Entry> entries = new ArrayList<>();
        for (String msp : where.msps) {
            entries.add(entry("--msp", msp));
        }
        return entries;
    }

    private List<SealedEntries.For> sealed() throws BadInput {
        List<SealedEntries.For> sealed = new ArrayList<>();
        for (String typed : sealedFor) {
            String[] parts = typed.split("[:=]", 3);
            if (parts.length < 3) {
                throw BadInput.typed("--sealed-for: expected KIND:KEY=URI");
            }
            sealed.add(new SealedEntries.For(audience(parts[0], parts[1]), entry("--sealed-for", parts[2])));
        }
        return sealed;
    }

    private static Audience audience(String kind, String key) throws BadInput {
        try {
            HpkePublicKey publicKey = HpkePublicKey.parse("key", Bytes.ofBase64Url("key", key));
            return switch (kind) {
                case "person" -> Audience.person(publicKey);
                case "group" -> Audience.group(publicKey);
                case "users" -> Audience.usersOf(publicKey);
                default -> throw BadInput.typed("--sealed-for: KIND is person, group or users");
            };
        } catch (MalformedMessage e) {
            throw BadInput.typed("--sealed-for: " + e.getMessage());
        }
    }

    private static Mapping.Entry entry(String option, String typed) throws BadInput {
        String[] parts = typed.split("=", 2);
        try {
            List<String> tags = parts.length == 1 ? List.of() : List.of(parts[1].split(",", -1));
            return new Mapping.Entry(new MspUri(parts[0]), tags);
        } catch (MalformedMessage e) {
            throw BadInput.typed(option + ": " + e.getMessage());
        }
    }
}
