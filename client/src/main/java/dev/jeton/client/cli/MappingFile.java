package dev.jeton.client.cli;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A file that somebody calls a mapping. */
record MappingFile(String name, String compact) {
    /** @param fileOrDash {@code -} is standard input */
    static MappingFile read(String fileOrDash, CliContext context) throws BadInput {
        return new MappingFile(
                fileOrDash.equals("-") ? "standard input" : fileOrDash,
                new Inputs(context).text("a mapping", fileOrDash));
    }

    /** What it says of itself; its signatures are not looked at. */
    Mapping claims() throws BadInput {
        try {
            return Mapping.unchecked(compact);
        } catch (MalformedMessage e) {
            throw BadInput.file(name + " is no mapping: " + e.getMessage());
        }
    }

    /** @param discoveryProvider where it is to be stored; if it is not named, wherever the mapping says */
    MappingVerdict verdict(CsipTrust trust, Optional<Authority> discoveryProvider, Instant now) {
        return MappingVerifier.verify(compact, trust, audiences(discoveryProvider), now);
    }

    private Set<Authority> audiences(Optional<Authority> discoveryProvider) {
        try {
            return Set.of(
                    discoveryProvider.orElseGet(() -> Mapping.unchecked(compact).audience()));
        } catch (MalformedMessage e) {
            return Set.of(); // Which the verifier finds as well, and says where.
        }
    }
}
