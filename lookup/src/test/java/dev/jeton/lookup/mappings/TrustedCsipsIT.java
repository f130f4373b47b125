package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipRemoval;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.TestKeysServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the provider believes changes while it runs: its operator's file, and the keys that CSIPs publish. */
@QuarkusTest
@TestProfile(TrustedCsipsIT.Settings.class)
@WithTestResource(LookupStack.class)
class TrustedCsipsIT {
    private static final String FILE = "jeton.lookup.mappings.csip-trust-file";
    private static final String PATH = "/jwks.json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** In the file from the start on, at a URL where nobody ever answers. */
    private static final Csip AWAY = csip("https://away.example", DatedKeySet.NONE);

    private static final URI NOWHERE = URI.create("https://localhost:1/jwks.json");

    private static final Csip HERE = csip("https://here.example", DatedKeySet.NONE);
    private static final Csip THERE = csip("https://there.example", DatedKeySet.NONE);

    private static int lastNumber = 4000;

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final Path file = Path.of(ConfigProvider.getConfig().getValue(FILE, String.class));
    private final JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private final JoseSigningKey next = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private TestKeysServer server;

    /** A file that a test can replace; the class loader that makes it shares nothing else with the test. */
    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempDirectory("csips").resolve("csips.json");
                Files.write(file, document(Map.of(AWAY.issuer(), NOWHERE), AWAY));
                return Map.of(
                        FILE,
                        file.toString(),
                        "jeton.documents.look-every",
                        "1s",
                        "jeton.lookup.mappings.csip-keys.refresh-every",
                        "1s",
                        "jeton.lookup.mappings.csip-keys.retry-every",
                        "1s");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void serveKeys() throws Exception {
        server = new TestKeysServer(stack.authority());
    }

    @AfterEach
    void stopServing() {
        server.close();
    }

    @Test
    void csipAwayAtStart_isToBeTriedLater_andOthersArePublished() throws Exception {
        replace(Map.of(), csip(HERE, dated(key)));
        await(() -> outcome(HERE, key).equals("204"));

        HttpResponse<byte[]> refused = client.publish(mapping(AWAY, key));

        assertThat(outcome(refused)).isEqualTo("csip-keys-unavailable");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(outcome(client.remove(removal(AWAY, key)))).isEqualTo("csip-keys-unavailable");
        assertThat(published(AWAY)).as("in the document, without keys").hasValue(DatedKeySet.NONE);
        assertThat(published(HERE)).hasValue(dated(key));
        await(() -> metrics().contains("jeton_lookup_csip_keys_stale{keys=\"none\"} 1.0"));
    }

    @Test
    void keysAtAUrl_arePublishedByUs_andFollowedWhenTheyRotate() throws Exception {
        server.publish(PATH, dated(key));
        replace(Map.of(THERE.issuer(), server.url(PATH)), THERE);
        await(() -> outcome(THERE, key).equals("204"));
        assertThat(published(THERE)).hasValue(dated(key));
        assertThat(outcome(THERE, next)).isEqualTo("attestation: unknown-csip-key");

        server.publish(PATH, dated(next));
        await(() -> outcome(THERE, next).equals("204"));
        assertThat(published(THERE)).hasValue(dated(next));
        assertThat(outcome(THERE, key)).isEqualTo("attestation: unknown-csip-key");

        server.redirect(PATH, server.url("/elsewhere"));
        server.publish("/elsewhere", dated(key));
        await(() -> metrics().contains("jeton_lookup_csip_keys_stale{keys=\"kept\"} 1.0"));
        assertThat(outcome(THERE, next)).as("the last good ones").isEqualTo("204");
        assertThat(outcome(THERE, key)).as("of where it redirects to").isEqualTo("attestation: unknown-csip-key");

        server.publish(PATH, dated(key));
        await(() -> outcome(THERE, key).equals("204"));
    }

    @Test
    void keysTime_isHonoured() throws Exception {
        Instant now = Instant.now();
        DatedKey over = new DatedKey(key.publicKey(), Optional.empty(), Optional.of(now.minusSeconds(3600)));
        DatedKey ahead = new DatedKey(next.publicKey(), Optional.of(now.plusSeconds(3600)), Optional.empty());
        DatedKeySet keys = new DatedKeySet(
                Map.of(key.publicKey().thumbprint(), over, next.publicKey().thumbprint(), ahead));
        replace(Map.of(), csip(HERE, keys));
        await(() -> published(HERE).equals(Optional.of(keys)));

        assertThat(outcome(HERE, key)).isEqualTo("attestation: outside-key-time");
        assertThat(outcome(HERE, next)).isEqualTo("attestation: outside-key-time");
        assertThat(outcome(client.publish(mapping(HERE, key, now.minusSeconds(7200)))))
                .isEqualTo("204");
    }

    @Test
    void file_isFollowed_andABadOneIsRefused() throws Exception {
        replace(Map.of(), csip(HERE, dated(key)));
        await(() -> outcome(HERE, key).equals("204"));
        Optional<String> tag = tag();

        Files.writeString(file, "{\"csips\":[{\"iss\":\"https://here.example\",\"jwks\":7}]}");
        await(() -> metrics().contains("jeton_documents_refused{kind=\"CsipTrust\"} 1.0"));
        assertThat(outcome(HERE, key)).as("what was in force").isEqualTo("204");
        assertThat(tag()).isEqualTo(tag);

        replace(Map.of(), csip(HERE, dated(next)));
        await(() -> outcome(HERE, next).equals("204"));
        assertThat(outcome(HERE, key)).isEqualTo("attestation: unknown-csip-key");
        assertThat(metrics()).contains("jeton_documents_refused{kind=\"CsipTrust\"} 0.0");
        assertThat(published(HERE)).hasValue(dated(next));
        assertThat(tag()).isNotEqualTo(tag);

        replace(Map.of());
        await(() -> outcome(HERE, next).equals("attestation: unknown-csip"));
        assertThat(published(HERE)).isEmpty();
    }

    /** As an operator does it: at once, and AWAY is in every version. */
    private void replace(Map<String, URI> keysAt, Csip... csips) throws IOException {
        Map<String, URI> all = new HashMap<>(keysAt);
        all.put(AWAY.issuer(), NOWHERE);
        List<Csip> listed = new ArrayList<>(List.of(csips));
        listed.add(AWAY);
        Path written = Files.write(file.resolveSibling("written"), document(all, listed.toArray(Csip[]::new)));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] document(Map<String, URI> keysAt, Csip... csips) {
        return new CsipTrustFile(new CsipTrust(List.of(csips)), keysAt).encode().toArray();
    }

    private static Csip csip(String name, DatedKeySet keys) {
        return new Csip(name, keys, List.of("+1"), List.of(), List.of());
    }

    private static Csip csip(Csip named, DatedKeySet keys) {
        return csip(named.issuer(), keys);
    }

    private static DatedKeySet dated(JoseSigningKey key) {
        return DatedKeySet.always(JwkSet.of(key.publicKey()));
    }

    private String outcome(Csip csip, JoseSigningKey csipsKey) throws Exception {
        return outcome(client.publish(mapping(csip, csipsKey)));
    }

    private static String outcome(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 204) {
            return "204";
        }
        Problem problem = Problem.parse(Bytes.of(answer.body())).orElseThrow();
        return problem.detail().orElse(problem.type().slug());
    }

    private String mapping(Csip csip, JoseSigningKey csipsKey) {
        return mapping(csip, csipsKey, Instant.now());
    }

    /** Of a new owner of another number each time. */
    private String mapping(Csip csip, JoseSigningKey csipsKey, Instant attestedAt) {
        Csi number = number();
        JoseSigningKey owner = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        Validity attested = Validity.of(attestedAt, Duration.ofDays(10));
        String attestation = new CsiAttestation(csip.issuer(), number, owner.publicKey(), attested).sign(csipsKey);
        Validity day = Validity.of(Instant.now(), Duration.ofDays(1));
        return new Mapping(number, new Authority(stack.dpAuthority()), 1, day, List.of()).sign(owner, attestation);
    }

    private String removal(Csip csip, JoseSigningKey csipsKey) {
        Instant now = Instant.now();
        Authority dp = new Authority(stack.dpAuthority());
        Validity hour = Validity.of(now, Duration.ofHours(1));
        return new CsipRemoval(csip.issuer(), number(), dp, now, hour).sign(csipsKey);
    }

    private static synchronized Csi number() {
        return new Csi("tel:+1415555" + ++lastNumber);
    }

    private Optional<DatedKeySet> published(Csip csip) throws Exception {
        HttpResponse<byte[]> answer = client.send(client.request(DiscoveryProviderDocument.PATH));
        return DiscoveryProviderDocument.parse(Bytes.of(answer.body()))
                .csips()
                .find(csip.issuer())
                .map(Csip::keys);
    }

    private Optional<String> tag() throws Exception {
        return client.send(client.request(DiscoveryProviderDocument.PATH))
                .headers()
                .firstValue("ETag");
    }

    private String metrics() throws Exception {
        return new String(client.get(stack.management() + "/q/metrics").body(), UTF_8);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(giveUp);
            Thread.sleep(100);
        }
    }
}
