package dev.jeton.redeemer.service.it;

import static dev.jeton.redeemer.service.it.RedeemerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are none. */
class BadInputIT {
    private static final String ELEMENT = "{\"token\":\"\",\"context\":\"\"}";

    private final RedeemerProcess redeemer = Redeemers.first();

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"redemptions\":[]}", "{\"redemptions\":[1]}", "\u0000"})
    void bodyThatIsNoRequest_isMalformed(String body) {
        assertThat(problem(redeemer.send(redeemer.post(body)))).isEqualTo(ProblemType.REQUEST_MALFORMED);
    }

    @Test
    void asManyTokensAsAllowed_areAnswered_andOneMoreIsRefused() {
        String most = (ELEMENT + ",").repeat(RedeemerProcess.MAX_TOKENS - 1) + ELEMENT;

        assertThat(RedeemerProcess.outcomes(redeemer.send(redeemer.post("{\"redemptions\":[" + most + "]}"))))
                .hasSize(RedeemerProcess.MAX_TOKENS)
                .containsOnly("malformed");
        assertThat(problem(redeemer.send(redeemer.post("{\"redemptions\":[" + most + "," + ELEMENT + "]}"))))
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void bodyBeyondTheLimit_isTooLarge_announcedOrNot(HttpClient.Version version) {
        byte[] large = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);

        assertThat(problem(redeemer.send(redeemer.post("")
                        .POST(BodyPublishers.ofByteArray(large))
                        .version(version))))
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
        assertThat(problem(redeemer.send(redeemer.post("")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .version(version))))
                .isEqualTo(ProblemType.BODY_TOO_LARGE);
    }

    @Test
    void anotherMediaTypeOrMethodOrPath_isAProblem() {
        assertThat(problem(redeemer.send(redeemer.post("{}").setHeader("Content-Type", "text/plain"))))
                .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertThat(problem(redeemer.send(redeemer.post("{}").header("Accept", "text/html"))))
                .isEqualTo(ProblemType.NOT_ACCEPTABLE);
        HttpResponse<byte[]> get = redeemer.send(HttpRequest.newBuilder(redeemer.at(RedeemerProcess.PATH)));
        assertThat(problem(get)).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        for (String path : new String[] {"/", "/v1/redemptions/1", "/q/health", "/v1/admin/ledger"}) {
            assertThat(problem(redeemer.send(HttpRequest.newBuilder(redeemer.at(path)))))
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Test
    void olderTls_isRefused() throws Exception {
        try (SSLSocket socket = (SSLSocket) Stores.shared()
                .authority
                .clientContext()
                .getSocketFactory()
                .createSocket("localhost", redeemer.at("/").getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }
}
