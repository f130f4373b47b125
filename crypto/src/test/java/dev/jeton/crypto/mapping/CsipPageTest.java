package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/csip.md: believed as they stand there, and what the code makes. */
class CsipPageTest {
    private static final String PAGE = page();
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(20));
    private static final Validity MONTH = Validity.of(NOW, Duration.ofDays(30));
    private static final Validity DAY = Validity.of(NOW, Duration.ofDays(1));

    private static final JoseSigningKey CARRIER_KEY = FixedKeys.ed25519(1);
    private static final JoseSigningKey CARRIERS_NEXT_KEY = FixedKeys.ed25519(5);
    private static final JoseSigningKey REGISTRY_KEY = FixedKeys.ed25519(2);
    private static final JoseSigningKey OWNER = FixedKeys.ed25519(3);

    private static final String CARRIER = "https://carrier.example";
    private static final String REGISTRY = "https://registry.example";
    private static final Authority DP = new Authority("dp.example");
    private static final Csi NUMBER = new Csi("tel:+4915155512345");
    private static final Csi PORTED = new Csi("tel:+4930123456");

    @Test
    void keysAndTrustEntry_areReadAsThePageSaysTheyAre() {
        CsipTrustFile trust = CsipTrustFile.parse(json("trust"));
        Csip registry = trust.csips().find(REGISTRY).orElseThrow();

        assertThat(trust.keysAt()).isEqualTo(Map.of(CARRIER, URI.create("https://carrier.example/csip-jwks.json")));
        assertThat(registry.keys()).isEqualTo(DatedKeySet.always(JwkSet.of(REGISTRY_KEY.publicKey())));
        assertThat(DatedKeySet.parse(json("jwks")))
                .isEqualTo(new DatedKeySet(Map.of(
                        CARRIER_KEY.publicKey().thumbprint(),
                        new DatedKey(
                                CARRIER_KEY.publicKey(), Optional.empty(), Optional.of(NOW.plus(Duration.ofDays(60)))),
                        CARRIERS_NEXT_KEY.publicKey().thumbprint(),
                        new DatedKey(
                                CARRIERS_NEXT_KEY.publicKey(),
                                Optional.of(NOW.plus(Duration.ofDays(30))),
                                Optional.empty()))));
    }

    @Test
    void documentsOfCsipAndRegistry_areWhatTheCodeSigns() {
        assertIsSigned("attestation", new CsiAttestation(CARRIER, NUMBER, OWNER.publicKey(), MONTH).sign(CARRIER_KEY));
        assertIsSigned("port-record", new PortRecord(REGISTRY, PORTED, CARRIER, MONTH).sign(REGISTRY_KEY));
        Validity dayLater = Validity.of(LATER, Duration.ofDays(1));
        assertIsSigned("csip-removal", new CsipRemoval(CARRIER, NUMBER, DP, LATER, dayLater).sign(CARRIER_KEY));
    }

    @Test
    void documentsOfTheHolder_sayWhatTheCodeSigns() {
        Mapping mapping = new Mapping(
                NUMBER, DP, 1, MONTH, List.of(entry("mimi://chat.example", "Friends"), entry("mimi://work.example")));
        assertSays("mapping-payload", mapping.sign(OWNER, block("attestation")));
        assertSays("owner-removal-payload", new OwnerRemoval(NUMBER, DP, 2, DAY).sign(OWNER, block("attestation")));
    }

    @Test
    void holdersMapping_withThePagesAttestation_isBelieved() {
        String mapping = Claims.mapping(json("mapping-payload")).sign(OWNER, block("attestation"));

        assertThat(verify(mapping)).isInstanceOf(VerifiedMapping.class);
    }

    @Test
    void portedNumber_isBelievedWithThePagesRecord_andNotWithoutIt() {
        String attestation = new CsiAttestation(CARRIER, PORTED, OWNER.publicKey(), MONTH).sign(CARRIER_KEY);
        Mapping mapping = new Mapping(PORTED, DP, 1, MONTH, List.of());

        assertThat(verify(mapping.sign(OWNER, new Evidence(attestation, Optional.of(block("port-record"))))))
                .isInstanceOf(VerifiedMapping.class);
        assertThat(verify(mapping.sign(OWNER, attestation)))
                .isEqualTo(new RefusedDocument(Document.ATTESTATION, Reason.NOT_ENTITLED, ""));
    }

    @Test
    void removal_isBelievedOnItsDay_andNotBefore() {
        String removal = block("csip-removal");

        assertThat(RemovalVerifier.verify(removal, trust(), Set.of(DP), LATER)).isInstanceOf(VerifiedRemoval.class);
        assertThat(RemovalVerifier.verify(removal, trust(), Set.of(DP), NOW))
                .isEqualTo(new RefusedDocument(Document.REMOVAL, Reason.NOT_YET_VALID, ""));
    }

    @Test
    void limits_areTheCodes() {
        assertThat(PAGE)
                .contains(limits(CsiAttestation.TYPE, CsiAttestation.MAX_CHARS, CsiAttestation.MAX_LIFE))
                .contains(limits(PortRecord.TYPE, PortRecord.MAX_CHARS, PortRecord.MAX_LIFE))
                .contains("(`%s`, %,d characters".formatted(Mapping.TYPE, Mapping.MAX_CHARS))
                .contains("`" + OwnerRemoval.TYPE + "`", "`" + CsipRemoval.TYPE + "`")
                .contains("`" + Mapping.ATTESTATION_HEADER + "`", "`" + Mapping.PORT_HEADER + "`")
                .contains("at most %d keys and %d KiB".formatted(JwkSet.MAX_KEYS, JwkSet.MAX_BYTES / 1024))
                .contains("`kid` at most %d characters".formatted(JwkSet.MAX_KEY_ID_CHARS))
                .contains("1 to %d visible ASCII".formatted(Csip.MAX_ISSUER_CHARS))
                .contains(String.format(Locale.ROOT, "1 to 15 digits, at most %,d", Csip.MAX_RANGES))
                .contains("at most %d CSIPs".formatted(CsipTrust.MAX_CSIPS));
        assertThat(Removal.MAX_LIFE).as("at most a day").isEqualTo(Duration.ofDays(1));
        assertThat(Validity.CLOCK_SKEW).as("a minute").isEqualTo(Duration.ofMinutes(1));
    }

    private static String limits(String type, int maxChars, Duration maxLife) {
        return String.format(Locale.ROOT, "`%s`; %,d characters at most; ", type, maxChars)
                .concat("`exp` at most %d days after `iat`".formatted(maxLife.toDays()));
    }

    private static MappingVerdict verify(String mapping) {
        return MappingVerifier.verify(mapping, trust(), Set.of(DP), NOW);
    }

    /** The page's list, with the page's keys. */
    private static CsipTrust trust() {
        return CsipTrustFile.parse(json("trust")).resolved(Map.of(CARRIER, DatedKeySet.parse(json("jwks"))));
    }

    private static Mapping.Entry entry(String msp, String... tags) {
        return new Mapping.Entry(new MspUri(msp), List.of(tags));
    }

    private static void assertIsSigned(String name, String compact) {
        assertThat(block(name)).isEqualTo(compact);
        assertSays(name + "-payload", compact);
    }

    private static void assertSays(String name, String compact) {
        assertThat(block(name)).isEqualTo(new String(FixedKeys.payload(compact).toArray(), StandardCharsets.UTF_8));
    }

    private static Bytes json(String name) {
        return Bytes.ofUtf8(block(name));
    }

    /** What is fenced under {@code name}, without white space: there is none that means anything. */
    private static String block(String name) {
        Matcher fenced = Pattern.compile(
                        "^```(?:json|jws) " + name + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(PAGE);
        assertThat(fenced.find()).as(name).isTrue();
        return fenced.group(1).replaceAll("\\s", "");
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../docs/csip.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
