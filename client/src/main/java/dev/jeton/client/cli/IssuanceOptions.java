package dev.jeton.client.cli;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.issuance.AttestationSupplier;
import dev.jeton.client.issuance.AttestationUnavailable;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.oblivious.Relay;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the issuer is asked, and as whom: options of the commands that ask it. */
final class IssuanceOptions {
    @Mixin
    private final Options.Issuer issuer = new Options.Issuer();

    @Mixin
    private final Options.Route route = new Options.Route();

    @Option(
            names = "--relay-issuance",
            description = "Send the request through --relay too: the issuer knows you by your attestation, and does not"
                    + " get your address in addition.")
    private boolean relayIssuance;

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    @Option(
            names = "--attestation",
            required = true,
            paramLabel = "FILE",
            description = "Your messaging provider's attestation, a JWT; - reads standard input.")
    private String attestation = "";

    /** The way to the issuer, and the relay that other requests take, if there is one. */
    record Opened(TokenIssuance issuance, Optional<Relay> relay) {}

    HttpsOrigin issuer() {
        return issuer.origin();
    }

    /** With a relay, the issuer's key is compared before it is used. */
    Opened open(CliContext context) throws BadInput, ServiceFailure {
        HttpTransport direct = connection.transport(context);
        Optional<Relay> relay = route.relay(direct, context);
        if (relayIssuance && relay.isEmpty()) {
            throw BadInput.typed("--relay-issuance needs a --relay");
        }
        return new Opened(issuance(direct, relay, context), relay);
    }

    private TokenIssuance issuance(HttpTransport direct, Optional<Relay> relay, CliContext context) throws NoAnswer {
        AttestationSupplier attestations = (audience, epoch) -> attestation(context);
        if (relay.isEmpty()) {
            return new TokenIssuance(direct, issuer.origin(), attestations, context.clock());
        }
        return relayIssuance
                ? new TokenIssuance(
                        relay.get().toIssuer(issuer.origin()),
                        relay.get().mirrored(),
                        issuer.origin(),
                        attestations,
                        context.clock())
                : new TokenIssuance(
                        direct, relay.get().directAndMirrored(), issuer.origin(), attestations, context.clock());
    }

    private String attestation(CliContext context) throws AttestationUnavailable {
        try {
            return new Inputs(context).text("an attestation", attestation);
        } catch (BadInput e) {
            throw new AttestationUnavailable(String.valueOf(e.getMessage()), e);
        }
    }
}
