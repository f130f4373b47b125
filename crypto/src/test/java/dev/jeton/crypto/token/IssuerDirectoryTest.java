package dev.jeton.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IssuerDirectoryTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TokenPublicKey KEY = TokenSigningKey.generate().publicKey();
    private static final Instant START = Instant.ofEpochSecond(1_790_000_000);
    private static final IssuerDirectory.Key ENTRY = new IssuerDirectory.Key(KEY, START, START.plusSeconds(172_800));
    private static final IssuerDirectory.VoprfKey VOPRF_ENTRY =
            new IssuerDirectory.VoprfKey(VoprfTokenSecretKey.generate().publicKey(), START, START.plusSeconds(172_800));
    private static final TokenKeyId OTHER_ID = keyIds(1)[0];
    private static final IssuerDirectory DIRECTORY = new IssuerDirectory("/token-request", List.of(ENTRY));

    @Test
    void parse_encoded_givesTheSameDirectory() {
        assertThat(IssuerDirectory.parse(DIRECTORY.encode())).isEqualTo(DIRECTORY);
        assertThat(IssuerDirectory.parse(DIRECTORY.encode()).encode()).isEqualTo(DIRECTORY.encode());
    }

    @Test
    void encode_isTheFormOfTheRfc() {
        assertThat(text(DIRECTORY))
                .isEqualTo("{\"issuer-request-uri\":\"/token-request\",\"token-keys\":[{\"token-type\":2,"
                        + "\"token-key\":\"" + KEY.encode().toBase64UrlPadded() + "\","
                        + "\"not-before\":1790000000,\"not-after\":1790172800}]}");
    }

    @Test
    void parse_keysOfOtherTypes_areLeftOut() {
        String other = text(DIRECTORY)
                .replace("[{", "[{\"token-type\":3,\"token-key\":\"AAAA\",\"not-before\":1},{\"token-type\":5},{");
        assertThat(parse(other)).isEqualTo(DIRECTORY);
    }

    @Test
    void parse_noKeyOfOurs_isRefused() {
        assertRefused(text(DIRECTORY).replace("\"token-type\":2", "\"token-type\":5"));
        assertRefused("{\"issuer-request-uri\":\"/token-request\",\"token-keys\":[]}");
    }

    @Test
    void bothTypes_standInListsOfTheirOwn_andTheOneToUseFirst() {
        IssuerDirectory both = new IssuerDirectory("/token-request", List.of(ENTRY), List.of(VOPRF_ENTRY));

        assertThat(IssuerDirectory.parse(both.encode())).isEqualTo(both);
        assertThat(text(both))
                .contains("1790172800},{\"token-type\":1,\"token-key\":\""
                        + VOPRF_ENTRY.publicKey().encode().toBase64UrlPadded()
                        + "\",\"not-before\":1790000000,\"not-after\":1790172800}]}");
        assertThat(IssuerDirectory.parse(
                                new IssuerDirectory("/token-request", List.of(), List.of(VOPRF_ENTRY)).encode())
                        .keys())
                .isEmpty();
    }

    @Test
    void parse_keyOfOneTypeUnderTheOther_isRefused() {
        IssuerDirectory voprf = new IssuerDirectory("/token-request", List.of(), List.of(VOPRF_ENTRY));

        assertRefused(text(DIRECTORY).replace("\"token-type\":2", "\"token-type\":1"));
        assertRefused(text(voprf).replace("\"token-type\":1", "\"token-type\":2"));
        // A point that is not on the curve, and the point at infinity.
        assertRefused(text(voprf)
                .replace(
                        VOPRF_ENTRY.publicKey().encode().toBase64UrlPadded(),
                        Bytes.ofHex("02" + "00".repeat(47) + "01").toBase64UrlPadded()));
        assertRefused(text(voprf)
                .replace(
                        VOPRF_ENTRY.publicKey().encode().toBase64UrlPadded(),
                        Bytes.ofHex("00".repeat(49)).toBase64UrlPadded()));
    }

    @Test
    void entry_isValidFromItsStartToBeforeItsEnd() {
        for (IssuerDirectory.Entry entry : List.of(ENTRY, VOPRF_ENTRY)) {
            assertThat(entry.isValidAt(START.minusNanos(1))).isFalse();
            assertThat(entry.isValidAt(START)).isTrue();
            assertThat(entry.isValidAt(entry.notAfter().minusNanos(1))).isTrue();
            assertThat(entry.isValidAt(entry.notAfter())).isFalse();
        }
    }

    @Test
    void parse_malformed_isRefused() {
        String good = text(DIRECTORY);
        assertRefused(good.replace("\"not-after\":1790172800", "\"not-after\":1790000000"));
        assertRefused(good.replace("\"not-after\":1790172800", "\"not-after\":99999999999999"));
        assertRefused(good.replace("\"not-after\":1790172800", "\"not-after\":\"1790172800\""));
        assertRefused(good.replace(",\"not-after\":1790172800", ""));
        assertRefused(good.replace("\"token-keys\"", "\"keys\""));
        assertRefused(good.replace("\"issuer-request-uri\":\"/token-request\",", ""));
        assertRefused(good.replace("MIIB", "MIIC"));
        assertRefused(good + "{}");
        assertRefused("[]");
    }

    @Test
    void retiredKeys_areWrittenAfterTheOthers_andNotAtAllIfThereAreNone() {
        IssuerDirectory retiring = retiring(OTHER_ID);

        assertThat(text(retiring))
                .isEqualTo(text(DIRECTORY)
                        .replace(
                                "}]}",
                                "}],\"retired-token-key-ids\":[\""
                                        + OTHER_ID.value().toBase64Url() + "\"]}"));
        assertThat(IssuerDirectory.parse(retiring.encode())).isEqualTo(retiring);
        assertThat(text(DIRECTORY)).doesNotContain("retired");
    }

    @Test
    void retiredKeys_twice_orListedAsWell_orTooMany_orOfAnotherSize_areRefused() {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> retiring(OTHER_ID, OTHER_ID));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> retiring(OTHER_ID, KEY.keyId()));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> retiring(keyIds(65)));
        String id = OTHER_ID.value().toBase64Url();
        assertRefused(text(retiring(OTHER_ID)).replace(id, id.substring(4)));
        assertRefused(text(retiring(OTHER_ID)).replace(id, id + "AAAA"));
        assertRefused(text(retiring(OTHER_ID)).replace("[\"" + id + "\"]", "\"" + id + "\""));
    }

    @Test
    void directory_ofTheLargestSize_canBeRead() {
        List<IssuerDirectory.Key> most = Stream.generate(IssuerDirectoryTest::madeUpKey)
                .distinct()
                .limit(16)
                .toList();
        IssuerDirectory largest = new IssuerDirectory("/" + "x".repeat(2047), most, List.of(), List.of(keyIds(64)));

        assertThat(IssuerDirectory.parse(largest.encode())).isEqualTo(largest);
    }

    @Test
    void directory_withTheSameKeyTwice_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new IssuerDirectory("/token-request", List.of(ENTRY, ENTRY)));
    }

    @Test
    void directory_withTooManyKeys_isRefused() {
        List<IssuerDirectory.Key> most = Stream.generate(IssuerDirectoryTest::madeUpKey)
                .distinct()
                .limit(16)
                .toList();
        IssuerDirectory directory = new IssuerDirectory("/token-request", most);
        assertThat(IssuerDirectory.parse(directory.encode()).keys()).isEqualTo(most);

        List<IssuerDirectory.Key> tooMany =
                Stream.concat(most.stream(), Stream.of(ENTRY)).toList();
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new IssuerDirectory("/token-request", tooMany))
                .withMessageContaining("17");
    }

    @Test
    void directory_withFractionsOfSeconds_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new IssuerDirectory.Key(KEY, START.plusMillis(1), START.plusSeconds(10)));
    }

    @Test
    void epochId_isTheStartInUnixSeconds() {
        assertThat(ENTRY.epochId()).isEqualTo(1_790_000_000L);
    }

    private static IssuerDirectory retiring(TokenKeyId... ids) {
        return new IssuerDirectory("/token-request", List.of(ENTRY), List.of(), List.of(ids));
    }

    private static TokenKeyId[] keyIds(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TokenKeyId(Bytes.ofHex("%064x".formatted(i))))
                .toArray(TokenKeyId[]::new);
    }

    /** A key that nobody holds: to be published is all it is asked for. */
    private static IssuerDirectory.Key madeUpKey() {
        while (true) {
            byte[] encoded = KEY.encode().toArray();
            encoded[100] = (byte) RANDOM.nextInt();
            encoded[101] = (byte) RANDOM.nextInt();
            try {
                return new IssuerDirectory.Key(
                        TokenPublicKey.parse(Bytes.of(encoded)), START, START.plusSeconds(172_800));
            } catch (MalformedMessage e) {
                // The modulus has a small factor: another one.
            }
        }
    }

    private static String text(IssuerDirectory directory) {
        return new String(directory.encode().toArray(), StandardCharsets.UTF_8);
    }

    private static IssuerDirectory parse(String json) {
        return IssuerDirectory.parse(Bytes.ofUtf8(json));
    }

    private static void assertRefused(String json) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> parse(json));
    }
}
