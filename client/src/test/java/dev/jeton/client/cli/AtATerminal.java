package dev.jeton.client.cli;

import static dev.jeton.client.TestIssuer.ATTESTATION;
import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.oblivious.TestRelays;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The command line with an issuer and a discovery provider in memory. After each test: nothing printed is secret. */
abstract class AtATerminal {
    static final Csi CSI = new Csi("tel:+14155550123");
    static final String ISSUER = "--issuer=https://issuer.example";
    static final String DP = "--dp=https://dp.example";

    @TempDir
    Path directory;

    final TestIssuer issuer = new TestIssuer();
    final TestDiscoveryProvider provider = new TestDiscoveryProvider();
    final TestRelays network = new TestRelays(issuer, provider);
    final TestRecipient recipient = new TestRecipient(CSI);
    final Map<String, String> environment = new HashMap<>();
    final StringBuilder everythingPrinted = new StringBuilder();
    final List<Optional<Path>> trustedFiles = new ArrayList<>();
    String wallet = "";
    String trust = "";
    String attestation = "";
    String key = "";
    String ownAttestation = "";

    record Run(int exit, String out, String err) {
        JsonObject json() {
            return JsonObject.parse("output", Bytes.ofUtf8(out), 100_000);
        }

        /** What {@code --json} says of a failure: all of standard error. */
        JsonObject error() {
            return JsonObject.parse("error", Bytes.ofUtf8(err), 100_000).object("error");
        }
    }

    @BeforeEach
    void files() throws Exception {
        wallet = "--wallet=" + directory.resolve("wallet");
        trust = "--csip-trust="
                + Files.write(
                        directory.resolve("csips.json"),
                        TestRecipient.TRUST.encode().toArray());
        attestation = "--attestation=" + Files.writeString(directory.resolve("attestation.jwt"), ATTESTATION + "\n");
        SigningKeyFile.save(recipient.key, directory.resolve("me.pem"));
        key = "--key=" + directory.resolve("me.pem");
        ownAttestation = "--attestation=" + Files.writeString(directory.resolve("me.jwt"), recipient.attestation);
    }

    @AfterEach
    void nothingPrintedIsSecret() throws IOException {
        String printed = everythingPrinted.toString();
        assertThat(printed)
                .doesNotContain(ATTESTATION)
                .doesNotContain(ATTESTATION.split("\\.", 3)[1]);
        assertThat(printed)
                .doesNotContain(Files.readAllLines(directory.resolve("me.pem")).get(1));
        assertThat(printed).doesNotContain(recipient.attestation);
        if (Files.exists(directory.resolve("wallet/key"))) {
            assertThat(printed).doesNotContain(Files.readString(directory.resolve("wallet/key")));
        }
        for (String credentials : provider.requests.stream()
                .flatMap(request -> Optional.ofNullable(request.headers().get("Authorization")).stream())
                .toList()) {
            assertThat(printed).doesNotContain(credentials.substring(20, 60));
        }
    }

    void tokens() {
        assertThat(run("tokens", "request", ISSUER, DP, wallet, attestation, "--count=2")
                        .exit())
                .isZero();
    }

    Run run(String... args) {
        return runWithInput("", args);
    }

    Run runWithInput(String input, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                environment,
                () -> NOW,
                authorities -> {
                    trustedFiles.add(authorities);
                    return network;
                });
        int exit = Jeton.commandLine(context).execute(args);
        everythingPrinted.append(out).append(err);
        return new Run(exit, out.toString(), err.toString());
    }
}
