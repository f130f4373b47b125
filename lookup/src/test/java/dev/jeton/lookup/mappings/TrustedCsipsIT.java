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
import dev.jeton.crypto.mapping.Evidence;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.Operated;
import dev.jeton.lookup.testing.TestKeysServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the provider believes changes while it runs: its operator's file, and the keys that CSIPs publish. */
@QuarkusTest
@TestProfile(Operated.class)
@WithTestResource(LookupStack.class)
class TrustedCsipsIT {
    private static final String FILE = "jeton.lookup.mappings.csip-trust-file";
    private static final String PATH = "/jwks.json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Csip AWAY = LookupStack.AWAY;
    private static final Csip HERE = csip("https://here.example", DatedKeySet.NONE);
    private static final Csip THERE = csip("https://there.example", DatedKeySet.NONE);
    private static final Csip REGISTRY = csip("https://other-registry.example", DatedKeySet.NONE);

    private static int lastNumber = 6000;

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final Path file = Path.of(ConfigProvider.getConfig().getValue(FILE, String.class));
    private final JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private final JoseSigningKey next = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private TestKeysServer server;

    @BeforeEach
    void serveKeys() throws Exception {
        stack.forgetWhatWasPublished();
        server = new TestKeysServer(stack.authority());
    }

    @AfterEach
    void believeWhomOthersBelieve() throws Exception {
        server.close();
        replace(Map.of());
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

    @Test
    void registry_whoseKeyIsTakenOut_losesWhatItsRecordsSaid_untilItComesBack() throws Exception {
        JoseSigningKey registrys = JoseSigningKey.generate(JoseAlgorithm.ES256);
        Csip former = csip(HERE, dated(key));
        Csip abroad = new Csip(THERE.issuer(), dated(next), List.of("+44"), List.of(), List.of());
        replace(Map.of(), former, abroad, registry(registrys));
        await(() -> published(REGISTRY).isPresent());
        Csi number = number();
        Validity month = Validity.of(Instant.now(), Duration.ofDays(30));
        String port = new PortRecord(REGISTRY.issuer(), number, THERE.issuer(), month).sign(registrys);
        assertThat(outcome(client.publish(mapping(THERE, next, number, Optional.of(port)))))
                .isEqualTo("204");
        assertThat(ofNumber(number)).isEqualTo("number-ported");

        JoseSigningKey afterTheTheft = JoseSigningKey.generate(JoseAlgorithm.ES256);
        replace(Map.of(), former, abroad, registry(afterTheTheft));
        await(() -> published(REGISTRY).equals(Optional.of(dated(afterTheTheft))));
        assertThat(ofNumber(number)).isEqualTo("204");

        replace(Map.of(), former, abroad, registry(registrys));
        await(() -> published(REGISTRY).equals(Optional.of(dated(registrys))));
        assertThat(ofNumber(number)).isEqualTo("number-ported");

        replace(Map.of(), former, abroad);
        await(() -> published(REGISTRY).isEmpty());
        assertThat(ofNumber(number)).isEqualTo("204");
    }

    /** What becomes of a mapping that {@link #HERE} attested, by the number's prefix. */
    private String ofNumber(Csi number) throws Exception {
        return outcome(client.publish(mapping(HERE, key, number, Optional.empty())));
    }

    private static Csip registry(JoseSigningKey key) {
        return new Csip(REGISTRY.issuer(), dated(key), List.of(), List.of(), List.of("+1"));
    }

    /** As an operator does it: at once. Whom all tests believe is in every version. */
    private void replace(Map<String, URI> keysAt, Csip... csips) throws IOException {
        Path written = Files.write(
                file.resolveSibling("written"),
                stack.trustFile(keysAt, csips).encode().toArray());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
        return mapping(csip, csipsKey, number(), attestedAt, Optional.empty());
    }

    private String mapping(Csip csip, JoseSigningKey csipsKey, Csi number, Optional<String> portRecord) {
        return mapping(csip, csipsKey, number, Instant.now(), portRecord);
    }

    private String mapping(
            Csip csip, JoseSigningKey csipsKey, Csi number, Instant attestedAt, Optional<String> portRecord) {
        JoseSigningKey owner = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        Validity attested = Validity.of(attestedAt, Duration.ofDays(10));
        String attestation = new CsiAttestation(csip.issuer(), number, owner.publicKey(), attested).sign(csipsKey);
        Validity day = Validity.of(Instant.now(), Duration.ofDays(1));
        return new Mapping(number, new Authority(stack.dpAuthority()), 1, day, List.of())
                .sign(owner, new Evidence(attestation, portRecord));
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
