package dev.jeton.client.cli;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.mapping.MappingPublisher;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.client.oblivious.Relay;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that several commands share. Each can be set in the environment: {@code --csip-trust} by JETON_CSIP_TRUST. */
final class Options {
    private Options() {}

    /** Whom to trust for TLS. */
    static final class Connection {
        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "Trust the certificate authorities in this PEM file and no others (JETON_CA).")
        private Optional<Path> ca = Optional.empty();

        HttpTransport transport(CliContext context) throws BadInput {
            try {
                return context.transports().trusting(ca);
            } catch (IOException e) {
                throw BadInput.file("cannot use --ca", e);
            }
        }
    }

    /** Where tokens are kept. */
    static final class Wallet {
        @Option(
                names = "--wallet",
                paramLabel = "DIR",
                description = "Where tokens are kept (JETON_WALLET). Default: jeton/wallet in $XDG_DATA_HOME or"
                        + " ~/.local/share.")
        private Optional<Path> directory = Optional.empty();

        TokenWallet open(CliContext context) throws BadInput, WalletFailure {
            Path path = directory.isPresent() ? directory.get() : standard(context);
            return TokenWallet.open(path, context.clock());
        }

        private static Path standard(CliContext context) throws BadInput {
            // The XDG Base Directory specification: a relative path is to be ignored.
            Optional<Path> data =
                    context.variable("XDG_DATA_HOME").map(Path::of).filter(Path::isAbsolute);
            if (data.isEmpty()) {
                data = context.variable("HOME").map(home -> Path.of(home, ".local", "share"));
            }
            return data.map(directory -> directory.resolve("jeton").resolve("wallet"))
                    .orElseThrow(() -> BadInput.typed("there is no HOME: name the wallet's directory with --wallet"));
        }
    }

    /** Who issues tokens. */
    static final class Issuer {
        @Option(
                names = "--issuer",
                required = true,
                paramLabel = "URL",
                description = "The token issuer, https://host[:port] (JETON_ISSUER).")
        private Optional<HttpsOrigin> issuer = Optional.empty();

        HttpsOrigin origin() {
            return issuer.orElseThrow();
        }
    }

    /** Who answers. */
    static final class DiscoveryProvider {
        @Option(
                names = "--dp",
                required = true,
                paramLabel = "URL",
                description = "The discovery provider, https://host[:port] (JETON_DP).")
        private Optional<HttpsOrigin> discoveryProvider = Optional.empty();

        HttpsOrigin origin() {
            return discoveryProvider.orElseThrow();
        }
    }

    /** Through whom requests go. */
    static final class Route {
        @Option(
                names = "--relay",
                paramLabel = "URL",
                description = "Ask through this Oblivious HTTP relay, so that the discovery provider does not see your"
                        + " address (JETON_RELAY). Somebody else runs it than the provider.")
        private Optional<HttpsOrigin> relay = Optional.empty();

        @Option(
                names = "--mirror",
                paramLabel = "URL",
                split = ",",
                description = "A relay of a third party, which has to show the same keys and documents as --relay"
                        + " (JETON_MIRROR); repeat for more. Without one, you alone might be shown them.")
        private List<HttpsOrigin> mirrors = new ArrayList<>();

        /** The relay and those that it is compared with, in the order in which they were named. */
        List<HttpsOrigin> relays() {
            List<HttpsOrigin> relays = new ArrayList<>();
            relay.ifPresent(relays::add);
            relays.addAll(mirrors);
            return relays;
        }

        /** The relay, once it is seen that who runs it may; empty if none is named. */
        Optional<Relay> relay(HttpTransport transport, CliContext context) throws BadInput, ServiceFailure {
            if (relay.isEmpty()) {
                return Optional.empty();
            }
            if (mirrors.isEmpty()) {
                throw BadInput.typed("--relay needs a --mirror: another relay, to compare what both show");
            }
            return Optional.of(Relay.open(transport, relay.get(), mirrors, context.clock()));
        }

        /** The provider behind the relay; empty if it is asked directly. */
        Optional<RelayedProvider> provider(HttpTransport transport, HttpsOrigin discoveryProvider, CliContext context)
                throws BadInput, ServiceFailure {
            Optional<Relay> found = relay(transport, context);
            return found.isPresent() ? Optional.of(found.get().provider(discoveryProvider)) : Optional.empty();
        }
    }

    /** What a provider wants to be paid with. */
    static final class PaidWith {
        private static final String DEFAULT = " Default: the document's, with --relay; else ";

        @Option(
                names = "--token-type",
                paramLabel = "TYPE",
                description = "What the discovery provider's document calls token-type: 2 or 1 (JETON_TOKEN_TYPE)."
                        + DEFAULT + "2. Type 1 is for a provider that is one domain with its issuer.")
        private Optional<Integer> code = Optional.empty();

        @Option(
                names = "--generation",
                paramLabel = "N",
                description = "What the discovery provider's document calls challenge-generation (JETON_GENERATION)."
                        + DEFAULT + "0. It rises when the provider has had to void its tokens.")
        private Optional<Long> generation = Optional.empty();

        /** @param relayed the provider, if its document is known */
        TokenScope scope(HttpsOrigin issuer, HttpsOrigin discoveryProvider, Optional<RelayedProvider> relayed)
                throws BadInput {
            TokenScope known =
                    relayed.map(provider -> provider.scope(issuer)).orElse(new TokenScope(issuer, discoveryProvider));
            TokenType type = code.isEmpty()
                    ? known.tokenType()
                    : TokenType.ofCode(code.get()).orElseThrow(() -> BadInput.typed("--token-type: expected 1 or 2"));
            long number = generation.orElse(known.generation());
            if (number < 0) {
                throw BadInput.typed("--generation: expected 0 or more");
            }
            return new TokenScope(issuer, discoveryProvider, type, number);
        }
    }

    /** Where an owner publishes, and as whom. */
    static final class Publishing {
        @Mixin
        private final DiscoveryProvider discoveryProvider = new DiscoveryProvider();

        @Mixin
        private final Route route = new Route();

        @Mixin
        private final Connection connection = new Connection();

        @Mixin
        private final Owner owner = new Owner();

        MappingPublisher publisher(CliContext context) throws BadInput, ServiceFailure {
            HttpTransport direct = connection.transport(context);
            HttpTransport transport = route.provider(direct, discoveryProvider.origin(), context)
                    .map(RelayedProvider::transport)
                    .orElse(direct);
            return new MappingPublisher(transport, discoveryProvider.origin(), context.clock());
        }

        OwnedCsi owned(CliContext context) throws BadInput {
            return owner.csi(context);
        }

        Authority authority() {
            return discoveryProvider.origin().authority();
        }

        String discoveryProvider() {
            return authority().name();
        }
    }

    /** Whose number or address it is. */
    static final class Owner {
        @Option(
                names = "--attestation",
                required = true,
                paramLabel = "FILE",
                description =
                        "Your number's or mail provider's attestation of your key, a JWT; - reads standard input.")
        private String attestation = "";

        @Option(
                names = "--port-record",
                paramLabel = "FILE",
                description = "A number registry's word that your number has moved to who attests it, a JWT.")
        private Optional<Path> portRecord = Optional.empty();

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "Your private key, PKCS#8 in PEM: P-256 or Ed25519.")
        private Optional<Path> key = Optional.empty();

        /** What the attestation attests, as long as it lasts. */
        OwnedCsi csi(CliContext context) throws BadInput {
            OwnedCsi owned = attested(context);
            requireToLast("attestation", owned, context);
            if (portRecord.isPresent()) {
                owned = ported(owned, portRecord.get(), context);
                requireToLast("port record", owned, context);
            }
            return owned;
        }

        private OwnedCsi attested(CliContext context) throws BadInput {
            String compact = new Inputs(context).text("an attestation", attestation);
            try {
                return OwnedCsi.of(compact, SigningKeyFile.load(key.orElseThrow()));
            } catch (IOException e) {
                throw BadInput.file("cannot use --key", e);
            } catch (MalformedMessage e) {
                throw BadInput.file("cannot use --attestation: " + e.getMessage());
            }
        }

        private static OwnedCsi ported(OwnedCsi owned, Path file, CliContext context) throws BadInput {
            try {
                return owned.ported(new Inputs(context).text("a port record", file.toString()));
            } catch (MalformedMessage e) {
                throw BadInput.file("cannot use --port-record: " + e.getMessage());
            }
        }

        private static void requireToLast(String document, OwnedCsi owned, CliContext context) throws BadInput {
            if (!owned.attestedUntil().isAfter(context.clock().instant())) {
                throw BadInput.file("the " + document + " has ended; ask your number's or mail provider for a new one");
            }
        }
    }

    /** Who operates. */
    static final class OperatorKey {
        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "The operator's secret key, as jeton operator create wrote it.")
        private Optional<Path> key = Optional.empty();

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The operator's name. Default: the key file's, without what follows the last period.")
        private Optional<String> name = Optional.empty();

        String name() throws BadInput {
            String operator = name.orElseGet(this::keyFileName);
            OperatorCreate.requireName(operator);
            return operator;
        }

        JoseSigningKey load() throws BadInput {
            try {
                return SigningKeyFile.load(key.orElseThrow());
            } catch (IOException e) {
                throw BadInput.file("cannot use --key", e);
            }
        }

        private String keyFileName() {
            String file = String.valueOf(key.orElseThrow().getFileName());
            int extension = file.lastIndexOf('.');
            return extension < 0 ? file : file.substring(0, extension);
        }
    }
}
