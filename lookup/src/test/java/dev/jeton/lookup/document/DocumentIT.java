package dev.jeton.lookup.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LookupStack.class)
class DocumentIT {
    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);

    @Test
    void document_saysWhoWeAre_andIsTheSameForEverybody() throws Exception {
        HttpResponse<byte[]> first = client.send(client.request(DiscoveryProviderDocument.PATH));
        HttpResponse<byte[]> second = new DpClient(stack)
                .send(client.request(DiscoveryProviderDocument.PATH).header("User-Agent", "somebody else"));

        DiscoveryProviderDocument document = DiscoveryProviderDocument.parse(Bytes.of(first.body()));
        assertThat(document.operator()).hasToString("The Test Directory");
        assertThat(document.authority()).isEqualTo(new Authority(stack.dpAuthority()));
        assertThat(document.challengeGeneration()).isZero();
        assertThat(document.issuers())
                .singleElement()
                .satisfies(issuer -> assertThat(issuer.name().name())
                        .isEqualTo(stack.issuer().name()));
        assertThat(document.csips()).isEqualTo(stack.trust());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
        assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void document_knownToTheClient_isNotSentAgain() throws Exception {
        String tag = client.send(client.request(DiscoveryProviderDocument.PATH))
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<byte[]> known =
                client.send(client.request(DiscoveryProviderDocument.PATH).header("If-None-Match", tag));
        HttpResponse<byte[]> other =
                client.send(client.request(DiscoveryProviderDocument.PATH).header("If-None-Match", "\"other\""));

        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().firstValue("ETag")).hasValue(tag);
        assertThat(other.statusCode()).isEqualTo(200);
    }
}
