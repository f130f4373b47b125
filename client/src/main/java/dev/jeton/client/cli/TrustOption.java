package dev.jeton.client.cli;

import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whom to believe about who holds a number or an address. */
final class TrustOption {
    @Option(
            names = "--csip-trust",
            required = true,
            paramLabel = "FILE",
            description = "The providers of numbers and addresses that you believe, in JSON (JETON_CSIP_TRUST).")
    private Optional<Path> csipTrust = Optional.empty();

    CsipTrust load(CliContext context) throws BadInput {
        Path file = csipTrust.orElseThrow();
        try {
            return CsipTrust.parse(new Inputs(context).bytes("a trust list", file, CsipTrust.MAX_BYTES));
        } catch (MalformedMessage e) {
            throw BadInput.file(file + " is no list of trusted CSIPs: " + e.getMessage());
        }
    }
}
