package dev.jeton.client.cli;

import dev.jeton.client.cli.ComparedDocument.Shown;
import dev.jeton.client.cli.ComparedDocument.Verdict;
import dev.jeton.client.cli.ComparedDocument.Wanted;
import dev.jeton.client.consistency.DirectPath;
import dev.jeton.client.consistency.DocumentPath;
import dev.jeton.client.consistency.MirrorPath;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.RetryingTransport;
import dev.jeton.client.oblivious.ProviderTerms;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = "Compare, by several ways, the keys and documents that everybody should be shown alike.",
        footer = {
            "",
            "Example:",
            "  jeton keys check --issuer https://issuer.example \\",
            "      --dp https://dp.example --relay https://relay.example \\",
            "      --mirror https://mirror.example",
            "",
            "Looks at the issuer's directory, the discovery provider's document and its gateway's keys. A key that you"
                    + " alone are shown would mark you. Exit code 6: senders are not shown the same. Asks no question and"
                    + " spends no token."
        })
final class KeysCheck extends Action {
    private static final int KEY_CHARS = 16;

    @Mixin
    private final Options.Issuer issuer = new Options.Issuer();

    @Mixin
    private final Options.DiscoveryProvider discoveryProvider = new Options.DiscoveryProvider();

    @Mixin
    private final Options.Route route = new Options.Route();

    @Option(
            names = "--direct",
            description =
                    "Fetch them from the issuer and the provider as well. They see your address, and that you check.")
    private boolean direct;

    @Mixin
    private final Options.Connection connection = new Options.Connection();

    KeysCheck(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        HttpTransport transport = new RetryingTransport(connection.transport(context));
        // Two names of one operator would agree about everything.
        if (route.relay(transport, context).isEmpty()) {
            throw BadInput.typed("keys check needs a --relay and a --mirror to compare");
        }
        Map<String, DocumentPath> ways = new LinkedHashMap<>();
        route.relays().forEach(relay -> ways.put(relay.authority().name(), new MirrorPath(transport, relay)));
        if (direct) {
            ways.put("directly", new DirectPath(transport));
        }
        return report(
                wanted().map(wanted -> ComparedDocument.fetch(wanted, ways)).toList());
    }

    private Stream<Wanted> wanted() {
        HttpsOrigin dp = discoveryProvider.origin();
        return Stream.of(
                new Wanted(
                        "issuer-directory",
                        issuer.origin().at(IssuerDirectory.PATH),
                        IssuerDirectory.MEDIA_TYPE,
                        IssuerDirectory.MAX_BYTES,
                        bytes -> shown(IssuerDirectory.parse(bytes))),
                new Wanted(
                        "provider-document",
                        dp.at(DiscoveryProviderDocument.PATH),
                        DiscoveryProviderDocument.MEDIA_TYPE,
                        DiscoveryProviderDocument.MAX_BYTES,
                        bytes -> shown(ProviderTerms.of(DiscoveryProviderDocument.parse(bytes)))),
                new Wanted(
                        "gateway-keys",
                        dp.at(OhttpKeyConfigs.PATH),
                        OhttpKeyConfigs.MEDIA_TYPE,
                        OhttpKeyConfigs.MAX_BYTES,
                        bytes -> shown(OhttpKeyConfigs.parse(bytes).first())));
    }

    /** The keys that requests are made for now, one of each token type. */
    private Shown shown(IssuerDirectory directory) {
        Optional<IssuerDirectory.Key> blindRsa = current(directory.keys());
        Optional<IssuerDirectory.VoprfKey> voprf = current(directory.voprfKeys());
        List<String> words = new ArrayList<>();
        blindRsa.ifPresent(key -> words.add(words(key.publicKey().keyId().value(), key.notAfter())));
        voprf.ifPresent(key -> words.add(words(key.publicKey().keyId().value(), key.notAfter())));
        return new Shown(
                List.of(directory.issuerRequestUri(), blindRsa, voprf),
                words.isEmpty() ? "no key that is valid now" : String.join(", ", words));
    }

    private <K extends IssuerDirectory.Entry> Optional<K> current(List<K> keys) {
        Instant now = context.clock().instant();
        return keys.stream().filter(key -> key.isValidAt(now)).findFirst();
    }

    private static String words(Bytes keyId, Instant notAfter) {
        return "token key " + keyId.toHex().substring(0, KEY_CHARS) + "... until " + notAfter;
    }

    private static Shown shown(ProviderTerms terms) {
        return new Shown(
                terms,
                "token type " + terms.tokenType().code() + ", generation " + terms.generation() + ", "
                        + terms.issuers().size() + " issuer(s), run by "
                        + terms.operator().name().replaceAll("[^ -~]", "?"));
    }

    private static Shown shown(OhttpKeyConfig key) {
        String publicKey = key.publicKey().encode().toHex().substring(0, KEY_CHARS);
        return new Shown(key, "gateway key " + key.keyId() + ", " + publicKey + "...");
    }

    private static Report report(List<ComparedDocument> documents) {
        boolean different = documents.stream().anyMatch(document -> document.verdict() == Verdict.DIFFERENT);
        ExitCode exit = different
                ? ExitCode.UNTRUSTED
                : documents.stream()
                        .flatMap(document -> document.views().stream())
                        .flatMap(view -> view.failure().stream())
                        .map(Failure::exit)
                        .findFirst()
                        .orElse(ExitCode.DONE);
        List<String> warnings = different
                ? List.of("somebody may be singled out. What has just changed is the same by every way in some minutes;"
                        + " if it stays so, use none of it and tell others")
                : List.of();
        return new Report(
                documents.stream()
                        .flatMap(document -> document.lines().stream())
                        .toList(),
                warnings,
                new JsonWriter()
                        .put("consistent", exit == ExitCode.DONE)
                        .putObjects(
                                "documents",
                                documents.stream().map(ComparedDocument::json).toList()),
                exit);
    }
}
