package dev.jeton.client.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreedDocumentsTest {
    private static final URI TARGET = URI.create("https://dp.example/.well-known/ohttp-gateway");
    private static final HttpsOrigin MIRROR = HttpsOrigin.parse("https://relay.example");
    private static final OhttpKeyConfigs ALL = keys();
    private static final OhttpKeyConfigs FOR_HIM_ALONE = keys();

    private final List<Request> requests = new ArrayList<>();

    @Test
    void fetch_sameByBothWays_isBelieved() throws Exception {
        assertThat(fetch(direct(ALL.encode()), mirrored(ALL.encode()))).isEqualTo(ALL);
        assertThat(requests)
                .extracting(request -> request.uri().toString())
                .containsExactly(
                        TARGET.toString(),
                        "https://relay.example/mirror?target=https%3A%2F%2Fdp.example%2F.well-known%2Fohttp-gateway");
    }

    @Test
    void fetch_otherwiseByOneWay_isRefused_whicheverItIs() {
        assertFlaw(Flaw.INCONSISTENT, direct(FOR_HIM_ALONE.encode()), mirrored(ALL.encode()));
        assertFlaw(Flaw.INCONSISTENT, mirrored(FOR_HIM_ALONE.encode()), mirrored(ALL.encode()));
        assertFlaw(Flaw.INCONSISTENT, direct(ALL.encode()), mirrored(ALL.encode()), mirrored(FOR_HIM_ALONE.encode()));
    }

    @Test
    void fetch_oneWayIsClosed_isNoAgreement() {
        DocumentPath closed = new MirrorPath(answering(TestIssuer.problem(ProblemType.SATURATED)), MIRROR);

        assertThatExceptionOfType(Refused.class).isThrownBy(() -> fetch(direct(ALL.encode()), closed));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> fetch(
                        new DirectPath(answering(TestIssuer.problem(ProblemType.SATURATED))), mirrored(ALL.encode())));
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> fetch(direct(ALL.encode()), (target, type, max) -> {
                    throw new NoAnswer(NoAnswer.Reason.TIMEOUT, "too late");
                }));
    }

    @Test
    void fetch_whatIsNoCopy_isRefused() {
        BinaryResponse copy = copy(200, OhttpKeyConfigs.MEDIA_TYPE, ALL.encode());
        for (Response junk : List.of(
                mirrorAnswer("text/plain", copy.encode()),
                mirrorAnswer("message/bhttp", Bytes.ofUtf8("junk")),
                mirrorAnswer(
                        "message/bhttp",
                        copy(404, OhttpKeyConfigs.MEDIA_TYPE, ALL.encode()).encode()),
                mirrorAnswer(
                        "message/bhttp", copy(200, "text/plain", ALL.encode()).encode()),
                mirrorAnswer(
                        "message/bhttp",
                        copy(200, OhttpKeyConfigs.MEDIA_TYPE, Bytes.of(new byte[5000]))
                                .encode()),
                mirrorAnswer(
                        "message/bhttp",
                        copy(200, OhttpKeyConfigs.MEDIA_TYPE, Bytes.ofUtf8("junk"))
                                .encode()))) {
            assertFlaw(Flaw.MALFORMED, direct(ALL.encode()), new MirrorPath(answering(junk), MIRROR));
        }
        assertFlaw(
                Flaw.MALFORMED,
                new DirectPath(answering(mirrorAnswer("text/plain", ALL.encode()))),
                mirrored(ALL.encode()));
    }

    @Test
    void oneWayAlone_agreesWithItself() {
        assertThatThrownBy(() -> new AgreedDocuments(List.of(direct(ALL.encode()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static OhttpKeyConfigs fetch(DocumentPath... paths) throws ServiceFailure {
        return new AgreedDocuments(List.of(paths))
                .fetch(TARGET, OhttpKeyConfigs.MEDIA_TYPE, OhttpKeyConfigs.MAX_BYTES, OhttpKeyConfigs::parse);
    }

    private static void assertFlaw(Flaw flaw, DocumentPath... paths) {
        assertThatExceptionOfType(UntrustedAnswer.class)
                .isThrownBy(() -> fetch(paths))
                .returns(flaw, UntrustedAnswer::flaw);
    }

    private DocumentPath direct(Bytes document) {
        return new DirectPath(answering(mirrorAnswer(OhttpKeyConfigs.MEDIA_TYPE, document)));
    }

    private DocumentPath mirrored(Bytes document) {
        Bytes copy = copy(200, OhttpKeyConfigs.MEDIA_TYPE, document).encode();
        return new MirrorPath(answering(mirrorAnswer("message/bhttp", copy)), MIRROR);
    }

    private HttpTransport answering(Response response) {
        return request -> {
            requests.add(request);
            return response;
        };
    }

    private static BinaryResponse copy(int status, String mediaType, Bytes document) {
        return new BinaryResponse(status, Fields.EMPTY.with("content-type", mediaType), document, Fields.EMPTY);
    }

    private static Response mirrorAnswer(String mediaType, Bytes body) {
        return new Response(200, Map.of("Content-Type", List.of(mediaType)), body);
    }

    private static OhttpKeyConfigs keys() {
        return new OhttpKeyConfigs(List.of(new OhttpKeyPair(1, HpkeSecretKey.generate()).config()));
    }
}
