package dev.jeton.crypto.ohttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OhttpTest {
    private static final Bytes REQUEST = Bytes.ofUtf8("what is asked");
    private static final Bytes RESPONSE = Bytes.ofUtf8("what is answered");

    private final OhttpKeyPair pair = OhttpKeyPair.generate(7);
    private final OhttpGateway gateway = new OhttpGateway(List.of(pair));

    @ParameterizedTest
    @EnumSource
    void exchange_withEachSuite_bringsBothMessages(HpkeSuite suite) {
        OhttpClientRequest client = config(suite).encapsulate(REQUEST);
        assertThat(client.encapsulated().size()).isEqualTo(REQUEST.size() + OhttpGateway.OVERHEAD_BYTES);

        OhttpGatewayRequest received = gateway.decapsulate(client.encapsulated());
        assertThat(received.request()).isEqualTo(REQUEST);

        Bytes sealed = received.seal(RESPONSE);
        assertThat(sealed.size()).isEqualTo(suite.keyBytes() + RESPONSE.size() + HpkeSuite.TAG_BYTES);
        assertThat(client.open(sealed)).isEqualTo(RESPONSE);
        assertThat(client.open(received.seal(Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void encapsulate_withoutAChoice_takesTheGatewaysFavourite() {
        assertThat(pair.config().encapsulate(REQUEST).encapsulated().slice(0, 7))
                .isEqualTo(Bytes.ofHex("07002000010001"));
    }

    @Test
    void encapsulate_sameRequestTwice_looksUnrelated() {
        OhttpGatewayRequest one =
                gateway.decapsulate(pair.config().encapsulate(REQUEST).encapsulated());
        OhttpGatewayRequest other =
                gateway.decapsulate(pair.config().encapsulate(REQUEST).encapsulated());

        assertThat(one.replayId()).isNotEqualTo(other.replayId());
        assertThat(one.seal(RESPONSE)).isNotEqualTo(other.seal(RESPONSE)).isNotEqualTo(one.seal(RESPONSE));
    }

    @Test
    void replayId_ofTheSameEncapsulation_isTheSame() {
        Bytes encapsulated = pair.config().encapsulate(REQUEST).encapsulated();
        Bytes id = gateway.decapsulate(encapsulated).replayId();

        assertThat(id.size()).isEqualTo(OhttpGatewayRequest.REPLAY_ID_BYTES);
        assertThat(gateway.decapsulate(encapsulated).replayId()).isEqualTo(id);
    }

    /** Whoever could bring a request in under another id could bring it in twice. */
    @ParameterizedTest
    @EnumSource
    void decapsulate_anyBitChanged_isRefusedInTheSameWords(HpkeSuite suite) {
        Bytes encapsulated = config(suite).encapsulate(REQUEST).encapsulated();
        for (int bit = 0; bit < encapsulated.size() * 8; bit++) {
            assertNotOpened(gateway, flip(encapsulated, bit));
        }
    }

    @Test
    void decapsulate_otherKeyIdSuiteOrSize_isRefusedInTheSameWords() {
        Bytes encapsulated = pair.config().encapsulate(REQUEST).encapsulated();

        assertNotOpened(new OhttpGateway(List.of()), encapsulated);
        assertNotOpened(new OhttpGateway(List.of(OhttpKeyPair.generate(7))), encapsulated);
        assertNotOpened(new OhttpGateway(List.of(new OhttpKeyPair(8, pair.secretKey()))), encapsulated);
        Bytes rest = encapsulated.slice(7, encapsulated.size());
        // P-256, HKDF-SHA512, AES-256-GCM, ChaCha20-Poly1305, export only; then a point of small order.
        for (String hdr : List.of("07001000010001", "07002000030001", "07002000010002", "07002000010003")) {
            assertNotOpened(gateway, Bytes.concat(Bytes.ofHex(hdr), rest));
        }
        assertNotOpened(gateway, Bytes.concat(Bytes.ofHex("0700200001ffff"), rest));
        assertNotOpened(gateway, Bytes.concat(encapsulated.slice(0, 7), Bytes.of(new byte[64])));
        for (int size = 0; size < encapsulated.size(); size++) {
            assertNotOpened(gateway, encapsulated.slice(0, size));
        }
        assertNotOpened(gateway, Bytes.concat(encapsulated, Bytes.of((byte) 0)));
    }

    @Test
    void decapsulate_duringRotation_opensWhatEitherKeySealed() {
        OhttpKeyPair next = OhttpKeyPair.generate(8);
        OhttpGateway both = new OhttpGateway(List.of(next, pair));
        for (OhttpKeyPair key : List.of(pair, next)) {
            Bytes encapsulated = key.config().encapsulate(REQUEST).encapsulated();
            assertThat(both.decapsulate(encapsulated).request()).isEqualTo(REQUEST);
        }
    }

    @Test
    void gateway_twoKeysOfOneId_isRefused() {
        List<OhttpKeyPair> keys = List.of(pair, OhttpKeyPair.generate(7));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> new OhttpGateway(keys));
    }

    @ParameterizedTest
    @EnumSource
    void open_changedOrOtherResponse_isRefusedInTheSameWords(HpkeSuite suite) {
        OhttpClientRequest client = config(suite).encapsulate(REQUEST);
        Bytes sealed = gateway.decapsulate(client.encapsulated()).seal(RESPONSE);

        for (int bit = 0; bit < sealed.size() * 8; bit++) {
            assertNotOpened(client, flip(sealed, bit));
        }
        for (int size = 0; size < sealed.size(); size++) {
            assertNotOpened(client, sealed.slice(0, size));
        }
        assertNotOpened(client, Bytes.concat(sealed, Bytes.of((byte) 0)));
        OhttpClientRequest sameAgain = config(suite).encapsulate(REQUEST);
        assertNotOpened(client, gateway.decapsulate(sameAgain.encapsulated()).seal(RESPONSE));
    }

    @Test
    void keyPair_printsItsIdAlone() {
        assertThat(pair).hasToString("OhttpKeyPair[7]");
    }

    private OhttpKeyConfig config(HpkeSuite suite) {
        return new OhttpKeyConfig(7, pair.config().publicKey(), List.of(suite));
    }

    private static Bytes flip(Bytes value, int bit) {
        byte[] changed = value.toArray();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.of(changed);
    }

    private static void assertNotOpened(OhttpGateway gateway, Bytes encapsulated) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> gateway.decapsulate(encapsulated))
                .withMessage("encapsulated request: cannot be opened");
    }

    private static void assertNotOpened(OhttpClientRequest client, Bytes response) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> client.open(response))
                .withMessage("encapsulated response: cannot be opened");
    }
}
