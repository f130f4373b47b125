package dev.jeton.lookup.problem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(LookupStack.class)
class BadInputIT {
    private static final String JSON = "application/json";
    private static final String JWT = "application/jwt";
    private static final String QUESTION = "{\"csi\":\"tel:+14155550000\"}";

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "e30.e30.AAAA", "\u00e9\u0000"})
    void removal_junk_isRefusedAsOne(String junk) throws Exception {
        assertProblem(remove(JWT, BodyPublishers.ofString(junk)), ProblemType.REMOVAL_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/lookups/x", "/v1/mappings/x", "/q/health", "/q/metrics", "/q/openapi"})
    void anyPathThatIsNotThere_isNotFound(String path) throws Exception {
        HttpResponse<byte[]> response = client.send(client.request(path).GET());

        assertThat(DpClient.problem(response)).isEqualTo(ProblemType.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/lookups,POST",
        "PUT,/v1/lookups,POST",
        "DELETE,/v1/lookups,POST",
        "POST,/v1/mappings,PUT",
        "GET,/v1/mappings,PUT",
        "PUT,/v1/mappings/removals,POST",
        "DELETE,/v1/mappings/removals,POST",
        "POST,/.well-known/discovery-provider,GET"
    })
    void anyOtherMethod_isNotAllowed(String method, String path, String allowed) throws Exception {
        HttpResponse<byte[]> response = client.send(
                client.request(path).header("Content-Type", JSON).method(method, BodyPublishers.ofString(QUESTION)));

        assertThat(DpClient.problem(response)).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(response.headers().firstValue("Allow").orElse("")).contains(allowed);
    }

    @Test
    void anyOtherMediaType_isUnsupported() throws Exception {
        BodyPublisher body = BodyPublishers.ofString(QUESTION);

        assertProblem(lookup("text/plain", body), ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertProblem(lookup("not a media type", body), ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertProblem(client.request("/v1/lookups").POST(body), ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertProblem(publish(JSON, body), ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertProblem(client.request("/v1/mappings").PUT(body), ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertProblem(remove(JSON, body), ProblemType.MEDIA_TYPE_UNSUPPORTED);
    }

    @Test
    void onlyAnotherMediaTypeAccepted_isNotAcceptable() throws Exception {
        assertProblem(
                lookup(JSON, BodyPublishers.ofString(QUESTION)).header("Accept", "text/html"),
                ProblemType.NOT_ACCEPTABLE);
        assertProblem(
                client.request("/.well-known/discovery-provider").header("Accept", "text/html"),
                ProblemType.NOT_ACCEPTABLE);
    }

    @ParameterizedTest
    @EnumSource
    void bodyBeyondTheLimit_isTooLarge(HttpClient.Version version) throws Exception {
        for (int size : new int[] {8193, 100_000, 2_000_000}) {
            byte[] large = "x".repeat(size).getBytes(US_ASCII);
            BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
            for (BodyPublisher body : new BodyPublisher[] {BodyPublishers.ofByteArray(large), chunked}) {
                assertProblem(lookup(JSON, body).version(version), ProblemType.BODY_TOO_LARGE);
                assertProblem(publish(JWT, body).version(version), ProblemType.BODY_TOO_LARGE);
                assertProblem(remove(JWT, body).version(version), ProblemType.BODY_TOO_LARGE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"csi\":\"tel:+14155550000\",\"csi\":\"tel:+14155550001\"}",
                "{\"csi\":\"tel:+14155550000\"} x",
                "{\"csi\":\"tel:+14155550000\",\"hint\":1}",
                "{\"csi\":\"tel:+14155550000\",\"proof\":{}}",
                "{\"csi\":\"tel:+14155550000\",\"proof\":null}",
                "{\"csi\":\"tel:+14155550000\",\"proof\":{\"public-key\":\"AA\",\"signature\":\"AA\"}}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "\u0000"
            })
    void lookup_bodyThatIsNoQuestion_isMalformed(String body) throws Exception {
        assertProblem(lookup(JSON, BodyPublishers.ofString(body)), ProblemType.REQUEST_MALFORMED);
    }

    @Test
    void lookup_bodyThatIsNotUtf8_isMalformed() throws Exception {
        byte[] body = QUESTION.getBytes(UTF_8);
        body[10] = (byte) 0xff;

        assertProblem(lookup(JSON, BodyPublishers.ofByteArray(body)), ProblemType.REQUEST_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tel:4155550000\"",
                "\"tel:+1415\"",
                "\"+14155550000\"",
                "\"mailto:bob\"",
                "\"sip:bob@example.com\"",
                "\"\"",
                "7"
            })
    void lookup_identifierThatIsNone_isRefusedWithoutQuotingIt(String csi) throws Exception {
        HttpResponse<byte[]> response = client.send(lookup(JSON, BodyPublishers.ofString("{\"csi\":" + csi + "}")));

        assertThat(DpClient.problem(response)).isEqualTo(ProblemType.CSI_INVALID);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("415", "bob", "Bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%", "/v1/lookups%00", "//", "/v1/../v1/lookups?%zz=%", "/\u0001"})
    void pathThatIsNone_isRefusedBriefly(String path) throws Exception {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 4").doesNotContain("Exception", "\tat ", "<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/lookups HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/lookups HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "nonsense\r\n\r\n"
            })
    void requestThatIsNoHttp_isRefusedBrieflyOrNotAtAll(String request) throws Exception {
        String response = raw(request);

        assertThat(response).matches("(?s)|HTTP/1\\.[01] 4.*").doesNotContain("Exception", "\tat ", "<html");
    }

    @Test
    void clientThatWaitsToBeAskedForItsBody_isAsked() throws Exception {
        String response = raw("POST /v1/lookups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{");

        assertThat(response).startsWith("HTTP/1.1 100 Continue");
    }

    @Test
    void methodsThatClientsInvent_areNoMetrics() throws Exception {
        raw("INVENTED /v1/lookups HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(new String(client.get(stack.management() + "/q/metrics").body(), UTF_8))
                .contains("jvm_")
                .doesNotContain("INVENTED");
    }

    @Test
    void olderTlsAndPlainHttp_areRefused() throws Exception {
        int port = port();
        try (SSLSocket socket =
                (SSLSocket) stack.authority().clientContext().getSocketFactory().createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(readAll(socket), US_ASCII)).doesNotContain("HTTP/1.1");
        }
    }

    private HttpRequest.Builder lookup(String mediaType, BodyPublisher body) {
        return client.request("/v1/lookups").header("Content-Type", mediaType).POST(body);
    }

    private HttpRequest.Builder publish(String mediaType, BodyPublisher body) {
        return client.request("/v1/mappings").header("Content-Type", mediaType).PUT(body);
    }

    private HttpRequest.Builder remove(String mediaType, BodyPublisher body) {
        return client.request("/v1/mappings/removals")
                .header("Content-Type", mediaType)
                .POST(body);
    }

    private void assertProblem(HttpRequest.Builder request, ProblemType type) throws Exception {
        assertThat(DpClient.problem(client.send(request))).isEqualTo(type);
    }

    private int port() {
        return Integer.parseInt(stack.dpAuthority().replace("localhost:", ""));
    }

    private String raw(String request) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) stack.authority().clientContext().getSocketFactory().createSocket("localhost", port())) {
            socket.setSSLParameters(DevAuthority.tls13());
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(readAll(socket), UTF_8);
        }
    }

    /** Up to the end, or to the moment when nothing more comes. */
    private static byte[] readAll(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            return new byte[0];
        }
    }
}
