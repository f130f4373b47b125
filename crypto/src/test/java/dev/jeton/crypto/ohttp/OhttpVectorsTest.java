package dev.jeton.crypto.ohttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class OhttpVectorsTest {
    private static final JsonNode EXAMPLE =
            Vectors.own("rfc9458-appendix-a.json").get(0);

    private final OhttpKeyPair pair =
            new OhttpKeyPair(1, HpkeSecretKey.of(bytes("gatewaySecret").toArray()));

    @Test
    void rfc9458_keyConfiguration_isOurs() {
        assertThat(pair.config().encode()).isEqualTo(bytes("keyConfig"));
        assertThat(OhttpKeyConfig.parse(bytes("keyConfig"))).contains(pair.config());
    }

    @Test
    void rfc9458_client_makesTheRequestAndOpensTheResponse() {
        OhttpClientRequest client = FixedExchange.encapsulate(
                pair.config(),
                HpkeSuite.X25519_AES_128_GCM,
                HpkeSecretKey.of(bytes("clientEphemeralSecret").toArray()),
                bytes("request"));

        assertThat(client.encapsulated()).isEqualTo(bytes("encapsulatedRequest"));
        assertThat(client.open(bytes("encapsulatedResponse"))).isEqualTo(bytes("response"));
    }

    @Test
    void rfc9458_gateway_opensTheRequestAndMakesTheResponse() {
        OhttpGatewayRequest received = new OhttpGateway(List.of(pair)).decapsulate(bytes("encapsulatedRequest"));

        assertThat(received.request()).isEqualTo(bytes("request"));
        assertThat(received.seal(bytes("responseNonce"), bytes("response"))).isEqualTo(bytes("encapsulatedResponse"));
    }

    private static Bytes bytes(String field) {
        return Bytes.ofHex(EXAMPLE.get(field).asText());
    }
}
