package dev.jeton.client.cli;

import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.Supersession;
import dev.jeton.crypto.problem.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappingCommandsTest extends AtATerminal {
    @Test
    void publish_thatSupersedesALostKey_saysHowToConfirm_andLookupsShowBoth() throws Exception {
        tokens();
        TestRecipient lost = new TestRecipient(CSI);
        lost.attestation = lost.attestedAt(NOW.minusSeconds(3600));
        provider.mappings.put(
                CSI, new ArrayList<>(List.of(lost.mapping(TestDiscoveryProvider.AUTHORITY, 1, "mimi://old.example"))));
        String lostKey = lost.key.publicKey().thumbprint();

        Run publish = run(
                "mapping",
                "publish",
                DP,
                key,
                ownAttestation,
                "--msp=mimi://a.example",
                "--seq=7",
                "--supersedes",
                lostKey);
        assertThat(publish.out()).endsWith("  jeton mapping confirm --seq 7 --supersedes " + lostKey + "\n");

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, CSI.uri());
        assertThat(lookup.out()).contains("  key " + lostKey);
        assertThat(lookup.err()).contains("several keys").contains(NOW + ", " + NOW.minusSeconds(3600));
        JsonObject json =
                run("lookup", ISSUER, DP, wallet, trust, "--json", CSI.uri()).json();
        assertThat(json.flag("conflict", false)).isTrue();
        assertThat(json.objects("mappings", 5))
                .extracting(mapping -> mapping.integer("attested-at", 0, Long.MAX_VALUE))
                .containsExactlyInAnyOrder(
                        NOW.getEpochSecond(), NOW.minusSeconds(3600).getEpochSecond());

        Run confirm = run("mapping", "confirm", DP, key, ownAttestation, "--seq=7", "--supersedes", lostKey);
        assertThat(confirm.exit()).as(confirm.err()).isZero();
        assertThat(confirm.out()).startsWith("superseded at dp.example: what 1 other key(s) had published");
        assertThat(provider.removals).singleElement().isInstanceOf(Supersession.class);
    }

    @Test
    void publish_ofANumberThatHasMoved_carriesThePortRecord() throws Exception {
        tokens();
        Path attested = Files.writeString(directory.resolve("moved.jwt"), recipient.attestedByOther());
        Path port = Files.writeString(
                directory.resolve("port.jwt"), TestRecipient.ported(CSI, TestRecipient.OTHER_CSIP, NOW) + "\n");

        Run publish = run(
                "mapping",
                "publish",
                DP,
                key,
                "--attestation=" + attested,
                "--port-record=" + port,
                "--msp=mimi://a.example");

        assertThat(publish.exit()).as(publish.err()).isZero();
        assertThat(publish.out()).as("not longer than the record").contains("until " + NOW.plus(Duration.ofDays(3)));
        Run lookup = run("lookup", ISSUER, DP, wallet, trust, CSI.uri());
        assertThat(lookup.out()).contains("attested by " + TestRecipient.OTHER_CSIP);
        assertThat(lookup.err()).isEmpty();
    }

    @Test
    void publish_underSomebodyElsesPortRecord_isExit8AndNothingIsSent() throws Exception {
        String neighbours = TestRecipient.ported(new Csi("tel:+14155550124"), TestRecipient.CSIP, NOW);
        String anotherCsips = TestRecipient.ported(CSI, TestRecipient.OTHER_CSIP, NOW);
        String ended = TestRecipient.ported(CSI, TestRecipient.CSIP, NOW.minus(Duration.ofDays(3)));
        for (String record : List.of(neighbours, anotherCsips, ended, "x", recipient.attestation)) {
            Path port = Files.writeString(directory.resolve("port.jwt"), record);
            Run run = run("mapping", "publish", DP, key, ownAttestation, "--port-record=" + port, "--not-to-be-found");
            assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FILE.code());
            assertThat(run.err()).containsPattern("port.record").doesNotContain("415");
        }
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void supersede_whatIsNoKey_orTheOwn_isExit2AndNothingIsSent() {
        String ownKey = recipient.key.publicKey().thumbprint();
        for (String[] args : List.of(
                new String[] {"mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", "--supersedes=x"},
                new String[] {
                    "mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", "--supersedes=" + ownKey
                },
                new String[] {"mapping", "confirm", DP, key, ownAttestation, "--seq=7", "--supersedes=x"},
                new String[] {"mapping", "confirm", DP, key, ownAttestation, "--seq=7"},
                new String[] {"mapping", "confirm", DP, key, ownAttestation, "--seq=-1", "--supersedes=" + CSI})) {
            assertThat(run(args).exit()).as(String.join(" ", args)).isEqualTo(ExitCode.USAGE.code());
        }
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void remove_whatWasPublished_isGone() {
        run("mapping", "publish", DP, key, ownAttestation, "--msp=mimi://a.example");

        Run remove = run("mapping", "remove", DP, key, ownAttestation);

        assertThat(remove.out()).isEqualTo("removed at dp.example: what this key has published for tel:+14155550123\n");
        assertThat(remove.exit()).isZero();
        assertThat(provider.mappings).doesNotContainKey(CSI);
    }

    @Test
    void publish_notToBeFound_isSaidInSoManyWords() {
        Run publish = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", "--seq=7", "--json");

        assertThat(publish.json().objects("msps", 5)).isEmpty();
        assertThat(publish.json().integer("seq", 0, 100)).isEqualTo(7);
        assertThat(provider.mappings.get(CSI)).hasSize(1);
    }

    @Test
    void publish_sealedForAGroup_isReadByItsMembersAlone() throws Exception {
        tokens();
        Path group = directory.resolve("group.key");
        String publicKey =
                run("audience-key", "--file=" + group, "--json").json().string("public-key", 43);
        assertThat(run("audience-key", "--file=" + group).out())
                .as("made once")
                .endsWith("public: " + publicKey + "\n");

        String sealed = "--sealed-for=group:" + publicKey + "=mimi://b.example=Soccer";
        Run publish = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", sealed);
        assertThat(publish.out()).contains("chooses not to be found, for some otherwise (1 sealed)");

        Run member = run("lookup", ISSUER, DP, wallet, trust, "--audience-key=" + group, "--purpose=Soccer", CSI.uri());
        assertThat(member.out()).contains("for you: mimi://b.example  Soccer\n");
        Run stranger = run("lookup", ISSUER, DP, wallet, trust, "--json", CSI.uri());
        assertThat(stranger.json().objects("choice", 5)).isEmpty();
        assertThat(stranger.out()).doesNotContain("b.example");
        assertThat(everythingPrinted).doesNotContain(Files.readString(group).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(group)))
                .isEqualTo("rw-------");
    }

    @Test
    void publish_sealedForNobodyThatCanBe_isExit2AndNothingIsSent() {
        String publicKey = HpkeSecretKey.generate().publicKey().encode().toBase64Url();
        for (String sealed : List.of(
                "group",
                "group:" + publicKey,
                "crowd:" + publicKey + "=mimi://b.example",
                "group:AAAA=mimi://b.example",
                "group:" + "A".repeat(43) + "=mimi://b.example",
                "group:" + publicKey + "=b.example",
                "group:" + publicKey + "=mimi://" + "b".repeat(60) + "." + "b".repeat(60) + ".example")) {
            Run run = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", "--sealed-for=" + sealed);
            assertThat(run.exit()).as(sealed).isEqualTo(ExitCode.USAGE.code());
        }
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void publish_sealedAlone_saysWhatIsMissing() {
        String publicKey = HpkeSecretKey.generate().publicKey().encode().toBase64Url();
        String sealed = "--sealed-for=group:" + publicKey + "=mimi://b.example";

        Run alone = run("mapping", "publish", DP, key, ownAttestation, sealed);

        assertThat(alone.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(alone.err()).startsWith("jeton: Missing").contains("what do all others see? Add --not-to-be-found");
        assertThat(run("mapping", "publish", DP, key, ownAttestation).err()).doesNotContain("all others");
        assertThat(run("mapping", "publish", DP, key, sealed, "--not-to-be-found")
                        .err())
                .contains("--attestation")
                .doesNotContain("all others");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void publish_tooOften_isExit4_andSaysWhen() {
        provider.lie = response -> TestIssuer.problem(ProblemType.PUBLISHING_LIMITED);

        Run publish = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found");

        assertThat(publish.exit()).isEqualTo(ExitCode.QUOTA.code());
        assertThat(publish.err())
                .contains("publishing-limited")
                .contains("of late")
                .contains("Try again in");
    }

    @Test
    void audienceKey_thatIsNone_isExit8() throws Exception {
        Path junk = Files.writeString(directory.resolve("junk"), "secret junk");
        for (String[] args : List.of(
                new String[] {"audience-key", "--file=" + junk},
                new String[] {"lookup", ISSUER, DP, wallet, trust, "--audience-key=" + junk, CSI.uri()})) {
            Run run = run(args);
            assertThat(run.exit()).isEqualTo(ExitCode.FILE.code());
            assertThat(run.err()).doesNotContain("secret junk");
        }
        assertThat(provider.requests).isEmpty();
    }
}
