package dev.jeton.client.cli;

import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.oblivious.TestRelays;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mappings as files, made without a network, looked at, and sent; and what a provider says of their owner. */
class MappingFilesTest extends AtATerminal {
    private static final String MSP = "--msp=mimi://a.example=Business";
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("mapping.jwt");
    }

    @Test
    void create_writesWhatOthersVerify_andSendsNothing() throws Exception {
        Run create = create();

        assertThat(create.exit()).as(create.err()).isZero();
        assertThat(create.out().lines())
                .containsExactly(
                        file + ": tel:+14155550123 is reached at 1 provider(s), valid until "
                                + NOW.plusSeconds(7 * 24 * 3600),
                        "  mimi://a.example  Business",
                        "for dp.example alone, sequence number 7; nothing is published yet");
        assertThat(network.sent).isEmpty();

        Run show = run("mapping", "show", file.toString(), trust);
        assertThat(show.exit()).as(show.err()).isZero();
        assertThat(show.out())
                .startsWith(file + ": tel:+14155550123 is reached at 1 provider(s)")
                .contains("  mimi://a.example  Business\n", "attested by https://carrier.example", "  key ")
                .endsWith("for dp.example alone, sequence number 7; all signatures verify\n");
        assertThat(network.sent).isEmpty();
    }

    @Test
    void create_overAFileThatIsThere_isExit8_andLeavesIt() throws Exception {
        Files.writeString(file, "precious");

        Run create = create();

        assertThat(create.exit()).isEqualTo(ExitCode.FILE.code());
        assertThat(create.err()).contains("is there already").contains("another --file");
        assertThat(Files.readString(file)).isEqualTo("precious");
    }

    @Test
    void create_ofWhatCannotBe_isExit2_andWritesNothing() {
        for (String wrong : List.of("--seq=-1", "--supersedes=x", "--msp=mimi://a.example")) {
            assertThat(create(wrong).exit()).as(wrong).isEqualTo(ExitCode.USAGE.code());
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void send_ofWhatWasCreated_isPublished_directlyAndThroughARelay() throws Exception {
        tokens();
        create();

        Run send = run("mapping", "send", file.toString(), DP);

        assertThat(send.exit()).as(send.err()).isZero();
        assertThat(send.out()).startsWith("published at dp.example: tel:+14155550123 is reached at 1 provider(s)");
        assertThat(run("lookup", ISSUER, DP, wallet, trust, CSI.uri()).out()).contains("mimi://a.example  Business");

        provider.mappings.clear();
        network.sent.clear();
        String[] relayed = {"mapping", "send", "-", DP, "--relay=" + TestRelays.RELAY, "--mirror=" + TestRelays.MIRROR};
        assertThat(runWithInput(Files.readString(file), relayed).exit()).isZero();
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example");
        assertThat(provider.mappings).containsOnlyKeys(CSI);
    }

    @Test
    void send_ofWhatIsNoMapping_orOfAnotherProvider_orHasEnded_isExit8_andNothingIsSent() throws Exception {
        create();
        Path elsewhere = Files.writeString(
                directory.resolve("elsewhere"),
                recipient.mapping(new Authority("other.example"), 1, "mimi://a.example"));
        Validity past = new Validity(NOW.minus(Duration.ofDays(2)), NOW.minusSeconds(1));
        Path ended = Files.writeString(
                directory.resolve("ended"),
                new Mapping(CSI, TestDiscoveryProvider.AUTHORITY, 1, past, List.of())
                        .sign(recipient.key, recipient.attestation));
        Path junk = Files.writeString(directory.resolve("junk"), "secret junk");

        Map<Path, String> reasons = Map.of(
                elsewhere,
                "is for other.example and not for dp.example",
                ended,
                "has ended",
                junk,
                "is no mapping",
                directory.resolve("missing"),
                "no such file");
        reasons.forEach((path, reason) -> {
            Run send = run("mapping", "send", path.toString(), DP);
            assertThat(send.exit()).as(send.err()).isEqualTo(ExitCode.FILE.code());
            assertThat(send.err()).contains(reason).doesNotContain("secret junk");
        });
        assertThat(network.sent).isEmpty();
    }

    @Test
    void send_ofWhatTheProviderRefuses_isExit3() throws Exception {
        String forged = TestRecipient.mapping(CSI, TestDiscoveryProvider.AUTHORITY, 1, "mimi://evil.example")
                .sign(TestRecipient.CSIP_KEY, recipient.attestation);
        Files.writeString(file, forged);

        Run send = run("mapping", "send", file.toString(), DP, "--json");

        assertThat(send.exit()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(send.error().string("code", 100)).isEqualTo("mapping-invalid");
    }

    /** Each way in which a mapping can be wrong: what is to blame, in what way, and a word on what to do. */
    @Test
    void show_ofWhatDoesNotVerify_isExit6_andSaysWhatIsWrong() throws Exception {
        JoseSigningKey stranger = JoseSigningKey.generate(JoseAlgorithm.ES256);
        TestRecipient neighbour = new TestRecipient(new Csi("tel:+14155550124"));
        Authority here = TestDiscoveryProvider.AUTHORITY;
        String good = recipient.mapping(here, 1, "mimi://a.example");
        Map<String, String> wrong = Map.of(
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                "mapping wrong-signature",
                "a.b",
                "mapping malformed: mapping: not a compact JWS",
                TestRecipient.mapping(CSI, here, 1).sign(stranger, recipient.attestation),
                "mapping other-key",
                TestRecipient.mapping(CSI, here, 1).sign(recipient.key, recipient.attestedBy(stranger)),
                "attestation unknown-csip-key",
                TestRecipient.mapping(CSI, here, 1).sign(recipient.key, recipient.attestedByOther()),
                "attestation not-entitled",
                TestRecipient.mapping(CSI, here, 1)
                        .sign(recipient.key, recipient.attestedAt(NOW.minusSeconds(8 * 24 * 3600))),
                "attestation expired",
                TestRecipient.mapping(neighbour.csi, here, 1).sign(recipient.key, recipient.attestation),
                "mapping other-csi");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Files.writeString(file, one.getKey());

            Run show = run("mapping", "show", file.toString(), trust);

            assertThat(show.exit()).as(one.getValue()).isEqualTo(ExitCode.UNTRUSTED.code());
            assertThat(show.out()).isEqualTo(file + ": does not verify: " + one.getValue() + "\n");
            assertThat(show.err())
                    .startsWith("jeton: no sender would believe it. ")
                    .hasSizeGreaterThan(60);
        }
    }

    @Test
    void show_forAnotherProvider_isExit6_inJsonToo() throws Exception {
        create();

        Run show = run("mapping", "show", file.toString(), trust, "--dp=https://other.example", "--json");

        assertThat(show.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(show.json().flag("verifies", true)).isFalse();
        assertThat(show.json().string("reason", 100)).isEqualTo("wrong-audience");
        assertThat(run("mapping", "show", file.toString(), trust, DP, "--json").json())
                .satisfies(json -> assertThat(json.flag("verifies", false)).isTrue())
                .satisfies(json -> assertThat(json.integer("seq", 0, 100)).isEqualTo(7));
    }

    @Test
    void show_underTrustInNobody_saysThatTheListIsToBlame() throws Exception {
        create();
        Path nobody = Files.write(
                directory.resolve("nobody.json"),
                new CsipTrust(List.of()).encode().toArray());

        Run show = run("mapping", "show", file.toString(), "--csip-trust=" + nobody);

        assertThat(show.out()).contains("attestation unknown-csip");
        assertThat(show.err()).contains("--csip-trust is not theirs");
    }

    @Test
    void show_ofWhatTheProviderServes_knowsOnesOwn() {
        tokens();
        run("mapping", "publish", DP, key, ownAttestation, MSP, "--seq=7");

        Run show = served();

        assertThat(show.exit()).as(show.err()).isZero();
        assertThat(show.out())
                .startsWith("tel:+14155550123: dp.example serves 1 mapping(s) that verify\n")
                .contains(" by this key, sequence number 7\n  mimi://a.example  Business\n");
        assertThat(show.err()).isEmpty();
        JsonObject json = served("--json").json();
        assertThat(json.flag("own-key-served", false)).isTrue();
        assertThat(json.string("own-key", 43))
                .isEqualTo(json.objects("mappings", 2).get(0).string("key", 43));
    }

    @Test
    void show_ofWhatTheProviderServes_saysWhatIsNotOnesOwn_andWhatIsMissing() {
        tokens();
        TestRecipient lost = new TestRecipient(CSI);
        provider.mappings.put(
                CSI,
                new ArrayList<>(
                        List.of(lost.mapping(TestDiscoveryProvider.AUTHORITY, 1, "mimi://old.example"), "a.b.c")));

        Run show = served();

        assertThat(show.exit()).isZero();
        assertThat(show.out()).contains(" by another key, sequence number 1\n  mimi://old.example\n");
        assertThat(show.err())
                .contains("serves one that does not verify: mapping malformed (")
                .contains("serves none of this key's")
                .contains("--supersedes KEY");
    }

    @Test
    void show_ofWhatTheProviderServes_ifNoneVerifies_isExit6() {
        tokens();
        provider.mappings.put(CSI, List.of("a.b.c"));

        Run show = served();

        assertThat(show.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(show.out()).contains("serves 0 mapping(s)");
    }

    @Test
    void show_ofBothOrNeither_orOfNobodysToken_isExit2() {
        String here = file.toString();
        for (String[] args : List.of(
                new String[] {"mapping", "show", trust},
                new String[] {"mapping", "show", here, ownAttestation, trust},
                new String[] {"mapping", "show", ownAttestation, trust, DP},
                new String[] {"mapping", "show", ownAttestation, trust, ISSUER})) {
            assertThat(run(args).exit()).as(String.join(" ", args)).isEqualTo(ExitCode.USAGE.code());
        }
        assertThat(network.sent).isEmpty();
    }

    private Run create(String... more) {
        List<String> args = new ArrayList<>(
                List.of("mapping", "create", DP, key, ownAttestation, MSP, "--seq=7", "--file=" + file));
        args.addAll(Arrays.asList(more));
        if (Arrays.stream(more).anyMatch(option -> option.startsWith("--seq"))) {
            args.remove("--seq=7");
        }
        return run(args.toArray(String[]::new));
    }

    private Run served(String... more) {
        List<String> args = new ArrayList<>(List.of("mapping", "show", ownAttestation, trust, ISSUER, DP, wallet));
        args.addAll(Arrays.asList(more));
        return run(args.toArray(String[]::new));
    }
}
