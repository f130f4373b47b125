package dev.jeton.crypto.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HpkeVectorsTest {
    private static final int SHARED_CASES = 7;

    static List<JsonNode> rfc9180() {
        return Vectors.own("rfc9180-appendix-a.json");
    }

    @ParameterizedTest
    @MethodSource("rfc9180")
    void rfc9180_messagesAndExports_match(JsonNode vector) {
        HpkeSecretKey key = HpkeSecretKey.of(bytes(vector, "recipientSecret").toArray());
        assertThat(key.publicKey().encode()).isEqualTo(bytes(vector, "recipientPublic"));
        HpkeSecretKey ephemeral =
                HpkeSecretKey.of(bytes(vector, "ephemeralSecret").toArray());

        HpkeSuite suite = suite(vector.get("aead").asText()).orElseThrow();
        HpkeSender sender = suite.sender(key.publicKey(), bytes(vector, "info"), ephemeral);
        assertThat(sender.enc()).isEqualTo(bytes(vector, "enc"));
        HpkeRecipient recipient = suite.recipient(key, bytes(vector, "enc"), bytes(vector, "info"));

        int sequence = 0;
        for (JsonNode message : vector.get("messages")) {
            for (; sequence < message.get("sequence").asInt(); sequence++) {
                recipient.open(Bytes.EMPTY, sender.seal(Bytes.EMPTY, Bytes.EMPTY));
            }
            Bytes sealed = sender.seal(bytes(message, "aad"), bytes(message, "plain"));
            assertThat(sealed).isEqualTo(bytes(message, "ciphertext"));
            assertThat(recipient.open(bytes(message, "aad"), sealed)).isEqualTo(bytes(message, "plain"));
            sequence++;
        }
        for (JsonNode export : vector.get("exports")) {
            Bytes value = bytes(export, "value");
            assertThat(sender.export(bytes(export, "context"), value.size())).isEqualTo(value);
            assertThat(recipient.export(bytes(export, "context"), value.size())).isEqualTo(value);
        }
    }

    @Test
    void rfc9180_vectors_areThere() {
        assertThat(rfc9180()).hasSize(2);
        assertThat(rfc9180()).allSatisfy(vector -> {
            assertThat(vector.get("messages")).hasSize(6);
            assertThat(vector.get("exports")).hasSize(3);
        });
    }

    /** The full set has our two suites with the same values, and five that this code does not speak. */
    @Test
    void sharedVectors_ofOurSuites_areOurOwn() {
        List<JsonNode> shared = Vectors.shared("rfc9180-hpke-base.json", SHARED_CASES);
        List<JsonNode> ours = shared.stream()
                .filter(vector -> isX25519(vector)
                        && suite(vector.get("aead_id").asText()).isPresent())
                .toList();
        if (!shared.isEmpty()) {
            int others = shared.size() - ours.size();
            System.out.println("left out " + others + " cases of rfc9180-hpke-base.json: suites not spoken here");
        }
        assertThat(ours).hasSize(shared.isEmpty() ? 0 : rfc9180().size());
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i).get("enc")).isEqualTo(rfc9180().get(i).get("enc"));
            assertThat(ours.get(i).findValuesAsText("ct"))
                    .isEqualTo(rfc9180().get(i).findValuesAsText("ciphertext"));
            assertThat(ours.get(i).findValuesAsText("exported_value"))
                    .isEqualTo(rfc9180().get(i).findValuesAsText("value"));
        }
    }

    @ParameterizedTest
    @MethodSource("rfc9180")
    void rfc9180_otherSuite_opensNothing(JsonNode vector) {
        HpkeSecretKey key = HpkeSecretKey.of(bytes(vector, "recipientSecret").toArray());
        JsonNode first = vector.get("messages").get(0);
        for (HpkeSuite suite : HpkeSuite.values()) {
            HpkeRecipient recipient = suite.recipient(key, bytes(vector, "enc"), bytes(vector, "info"));
            if (suite != suite(vector.get("aead").asText()).orElseThrow()) {
                assertThatExceptionOfType(MalformedMessage.class)
                        .isThrownBy(() -> recipient.open(bytes(first, "aad"), bytes(first, "ciphertext")));
            }
        }
    }

    private static boolean isX25519(JsonNode vector) {
        return vector.get("kem_id").asText().equals("32")
                && vector.get("kdf_id").asText().equals("1");
    }

    private static Optional<HpkeSuite> suite(String aead) {
        return switch (aead) {
            case "1" -> Optional.of(HpkeSuite.X25519_AES_128_GCM);
            case "3" -> Optional.of(HpkeSuite.X25519_CHACHA20_POLY1305);
            default -> Optional.empty();
        };
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.get(field).asText());
    }
}
