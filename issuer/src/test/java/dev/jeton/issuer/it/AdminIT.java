package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.await;
import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What operators see and do, over two replicas. */
class AdminIT {
    private static final String ES_SWITCH = "/msps/" + Stores.ES.host() + "/suspension";

    private final IssuerProcess issuer = Issuers.first();
    private final IssuerProcess replica = Issuers.second();
    private final String reason = "because " + UUID.randomUUID();

    @Test
    void suspension_isInForceHereAtOnce_andElsewhereWithinSeconds() {
        assertThat(strings(change("PUT", ES_SWITCH), "suspended-by")).containsExactly("operator");
        assertThat(quota(issuer)).isEqualTo(ProblemType.MSP_SUSPENDED);
        await("suspended", () -> quota(replica) == ProblemType.MSP_SUSPENDED);
        JsonObject shown = json(replica.admin("GET", "/msps", "", Stores.ALICE.credential()));
        assertThat(shown.objects("suspended-by-operators", 10))
                .anyMatch(suspension ->
                        suspension.string("msp", 99).equals(Stores.ES.uri().uri())
                                && suspension.string("operator", 99).equals("alice")
                                && suspension.string("reason", 999).equals(reason));

        assertThat(strings(change("DELETE", ES_SWITCH), "suspended-by")).isEmpty();
        assertThat(quota(issuer)).isEqualTo(ProblemType.INTERNAL_ERROR);
        await("resumed", () -> quota(replica) == ProblemType.INTERNAL_ERROR);
        assertThat(audited()).containsExactly("msp-resumed " + Stores.ES.uri(), "msp-suspended " + Stores.ES.uri());
    }

    @Test
    void suspensionByDocument_isNotEndedByOperators() {
        String path = "/msps/" + Stores.SUSPENDED.host() + "/suspension";
        assertThat(strings(change("PUT", path), "suspended-by")).containsExactly("document", "operator");
        assertThat(strings(change("DELETE", path), "suspended-by")).containsExactly("document");
    }

    @Test
    void change_withoutAReasonOrAProvider_isRefusedAndNotAudited() throws Exception {
        String alice = Stores.ALICE.credential();
        for (String body : List.of(
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\" \"}",
                "{\"reason\":7}",
                "{\"reason\":\"a\\u0007\"}",
                "{\"reason\":\"" + "a".repeat(501) + "\"}",
                "{\"reason\":\"a\",\"force\":true}",
                "reason",
                "[]")) {
            assertThat(problem(issuer.admin("PUT", ES_SWITCH, body, alice)))
                    .as(body)
                    .isEqualTo(ProblemType.REQUEST_MALFORMED);
        }
        assertThat(problem(issuer.admin("DELETE", ES_SWITCH, "", alice))).isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(problem(issuer.admin("PUT", ES_SWITCH, "{\"reason\":\"" + "a".repeat(5_000) + "\"}", alice)))
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
        for (String host : List.of("stranger.example", "ES.example", "a%20b", "es.example%2Froom")) {
            assertThat(problem(issuer.admin("PUT", "/msps/" + host + "/suspension", body(), alice)))
                    .as(host)
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
        assertThat(audited()).isEmpty();
    }

    @Test
    void methodsAndMediaTypes_areRefusedLikeElsewhere() {
        String alice = Stores.ALICE.credential();
        assertThat(issuer.admin("HEAD", "/msps", "", alice).statusCode()).isEqualTo(200);
        assertNotAllowed("DELETE", "/msps", "GET, HEAD");
        assertNotAllowed("GET", ES_SWITCH, "DELETE, PUT");
        assertThat(problem(issuer.admin("GET", "/nothing", "", alice))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(problem(issuer.get(issuer.at("/v1/admin/msps"), "Accept", "text/html", "Authorization", alice)))
                .isEqualTo(ProblemType.NOT_ACCEPTABLE);
        HttpRequest.Builder form = HttpRequest.newBuilder(issuer.at("/v1/admin" + ES_SWITCH))
                .header("Authorization", "Bearer " + alice)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("reason=a"));
        assertThat(problem(issuer.send(form))).isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        for (String limit : List.of("0", "1001", "-1", "ten")) {
            assertThat(problem(issuer.admin("GET", "/audit?limit=" + limit, "", alice)))
                    .as(limit)
                    .isEqualTo(ProblemType.REQUEST_MALFORMED);
        }
    }

    @Test
    void documents_areShownWithWhatBecameOfThem() throws IOException {
        Path broken = Stores.shared().policies.resolve("broken.yaml");
        Files.writeString(broken, Stores.policy(Stores.STRANGER, 5_000).replace("maxBatch: 20", "maxBatch: 0"));
        try {
            await(
                    "refused",
                    () -> policies().stream()
                            .anyMatch(file -> file.string("file", 99).equals("broken.yaml")));
        } finally {
            Files.delete(broken);
        }
        JsonObject es = policies().stream()
                .filter(file -> file.string("file", 99).equals("es.yaml"))
                .findFirst()
                .orElseThrow();
        assertThat(es.string("state", 99)).isEqualTo("in-force");
        assertThat(es.object("policy").integer("tokens-per-epoch", 0, 9999)).isEqualTo(5_000);
        assertThat(es.object("policy").objects("tiers", 9))
                .extracting(tier -> tier.string("name", 99))
                .containsExactly("business", "crowded", "standard");

        List<JsonObject> msps = json(issuer.admin("GET", "/msps", "", Stores.ALICE.credential()))
                .objects("msps", 99);
        JsonObject suspended = msps.stream()
                .filter(file -> file.string("file", 99).equals("suspended.example.yaml"))
                .findFirst()
                .orElseThrow();
        assertThat(suspended.object("keys").string("source", 99)).isEqualTo("document");
        assertThat(suspended.object("keys").integer("usable", 0, 9)).isEqualTo(1);
        assertThat(suspended.strings("suspended-by", 9, 9)).contains("document");
    }

    @Test
    void quotaStoreThatIsServed_hasNoLossToAccept() {
        long epoch = issuer.signingKey().epochId();
        JsonObject signing =
                json(issuer.admin("GET", "/quota-store", "", Stores.ALICE.credential())).objects("epochs", 9).stream()
                        .filter(state -> state.integer("epoch", 0, Long.MAX_VALUE) == epoch)
                        .findFirst()
                        .orElseThrow();
        assertThat(signing.string("state", 99)).isEqualTo("served");
        assertThat(signing.has("reason")).isFalse();
        assertThat(problem(accept(Long.toString(epoch)))).isEqualTo(ProblemType.QUOTA_STORE_SERVING);
        for (String unknown : List.of("1", "00", "-1", "now", "99999999999999999999")) {
            assertThat(problem(accept(unknown))).as(unknown).isEqualTo(ProblemType.NOT_FOUND);
        }
        assertThat(audited()).isEmpty();
    }

    private HttpResponse<byte[]> accept(String epoch) {
        return issuer.admin("POST", "/quota-store/" + epoch + "/accepted-loss", body(), Stores.ALICE.credential());
    }

    @Test
    void keysUnderThePresentKey_areNotSealedAgain() {
        assertThat(change("POST", "/keys/rewrapping").integer("rewrapped", 0, 9))
                .isZero();
        assertThat(audited()).isEmpty();
    }

    @Test
    void auditTrail_isNeitherChangedNorShortened() throws SQLException {
        change("DELETE", ES_SWITCH);
        try (Connection connection = Issuers.database().connect();
                Statement statement = connection.createStatement()) {
            for (String change : List.of(
                    "update audit_trail set reason = 'another'", "delete from audit_trail", "truncate audit_trail")) {
                assertThatThrownBy(() -> statement.execute(change)).isInstanceOf(SQLException.class);
            }
        }
        assertThat(audited()).containsExactly("msp-resumed " + Stores.ES.uri());
    }

    private JsonObject change(String method, String path) {
        return json(issuer.admin(method, path, body(), Stores.ALICE.credential()));
    }

    private String body() {
        return "{\"reason\":\"" + reason + "\"}";
    }

    /** What this test did, the newest first. */
    private List<String> audited() {
        return json(replica.admin("GET", "/audit?limit=50", "", Stores.ALICE.credential()))
                .objects("entries", 50)
                .stream()
                .filter(entry -> entry.string("reason", 999).equals(reason))
                .map(entry -> entry.string("action", 99) + " " + entry.string("subject", 99))
                .toList();
    }

    private List<JsonObject> policies() {
        return json(issuer.admin("GET", "/policies", "", Stores.ALICE.credential()))
                .objects("policies", 99);
    }

    private void assertNotAllowed(String method, String path, String allowed) {
        HttpResponse<byte[]> refused = issuer.admin(method, path, "", Stores.ALICE.credential());
        assertThat(problem(refused)).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(refused.headers().firstValue("Allow")).hasValue(allowed);
    }

    /** {@code internal-error} for none. */
    private static ProblemType quota(IssuerProcess asked) {
        HttpResponse<byte[]> response = asked.get(
                asked.at("/v1/quota"), "Authorization", "Bearer " + asked.attest(Stores.ES, "somebody", "standard"));
        return response.statusCode() == 200 ? ProblemType.INTERNAL_ERROR : problem(response);
    }

    private static List<String> strings(JsonObject json, String member) {
        return json.strings(member, 9, 99);
    }

    private static JsonObject json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonObject.parse("answer", Bytes.of(response.body()), 100_000);
    }
}
