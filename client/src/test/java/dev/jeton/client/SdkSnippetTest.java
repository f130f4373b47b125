package dev.jeton.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.issuance.AttestationSupplier;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.oblivious.Relay;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.client.oblivious.TestRelays;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.CsiNormalizer;
import dev.jeton.crypto.mapping.CsipTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/sdk.md, which is compiled and run here. */
class SdkSnippetTest {
    private static final Path SOURCE = Path.of("src/test/java/dev/jeton/client/SdkSnippetTest.java");
    private static final Path DOCUMENT = Path.of("../docs/sdk.md");

    @TempDir
    Path directory;

    private LookupResult snippet(
            HttpTransport transport, Path directory, InstantSource clock, AttestationSupplier msp, CsipTrust trust)
            throws Exception {
        // begin snippet
        HttpsOrigin issuer = HttpsOrigin.parse("https://issuer.example");
        TokenWallet wallet = TokenWallet.open(directory, clock);

        // Run by others than the provider, and not by one: the first carries, and both have to show the same documents.
        Relay relay = Relay.open(
                transport,
                HttpsOrigin.parse("https://relay.example"),
                List.of(HttpsOrigin.parse("https://mirror.example")),
                clock);
        RelayedProvider provider = relay.provider(HttpsOrigin.parse("https://dp.example"));
        TokenScope scope = provider.scope(issuer);

        // Long before there is a question: the time between the two is part of the protection.
        TokenIssuance issuance = new TokenIssuance(transport, relay.directAndMirrored(), issuer, msp, clock);
        issuance.request(scope, TokenIssuance.BATCH, wallet);

        // One token a question, whatever the answer. After a failure ask again: it costs nothing more.
        LookupClient lookups = new LookupClient(provider.transport(), scope, wallet, trust, clock);
        LookupResult result = lookups.lookup(CsiNormalizer.normalize("+1 (415) 555-0123"));
        // end snippet
        return result;
    }

    @Test
    void snippet_works() throws Exception {
        TestIssuer issuer = new TestIssuer();
        TestDiscoveryProvider provider = new TestDiscoveryProvider();
        TestRecipient recipient = new TestRecipient(new Csi("tel:+14155550123"));
        provider.mappings.put(
                recipient.csi, List.of(recipient.mapping(TestDiscoveryProvider.AUTHORITY, 1, "mimi://a.example")));

        TestRelays network = new TestRelays(issuer, provider);
        LookupResult result = snippet(
                network,
                directory,
                () -> TestIssuer.NOW,
                (issuerUrl, epoch) -> TestIssuer.ATTESTATION,
                TestRecipient.TRUST);

        assertThat(network.hosts()).doesNotContain("dp.example");
        assertThat(result.mappings()).hasSize(1);
    }

    @Test
    void document_showsTheSnippetAsItIs() throws Exception {
        String source = Files.readString(SOURCE);
        String begin = "// begin snippet\n";
        String snippet = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("// end snippet"))
                .stripIndent();

        assertThat(Files.readString(DOCUMENT)).contains("```java\n" + snippet + "```\n");
    }
}
