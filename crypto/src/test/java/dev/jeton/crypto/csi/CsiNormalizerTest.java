package dev.jeton.crypto.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsiNormalizerTest {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+14155550123",
                "tel:+14155550123",
                "TEL:+1-415-555-0123",
                "tel:+1(415)555.0123",
                " +1 (415) 555-0123\n",
                "+1\u00a0415\u2011555\u20110123",
                "\uff0b1 415 555 0123",
                "(+1) 415/555/0123",
                "+\u0661 \u0664\u0661\u0665 \u0665\u0665\u0665 \u0660\u0661\u0662\u0663",
                "+\uff11 415 555 0123",
                "\u202a+1 415 555 0123\u202c",
                "\u200e+14155550123\u200e",
            })
    void number_howeverItIsTyped_isOneCsi(String input) {
        assertThat(CsiNormalizer.normalize(input)).isEqualTo(new Csi("tel:+14155550123"));
    }

    @ParameterizedTest
    @CsvSource({
        "+44 (0)20 7946 0958, tel:+442079460958",
        "+39 06 698 12345, tel:+390669812345",
        "+49 151 23456789, tel:+4915123456789",
    })
    void number_trunkPrefixes_followTheCountrysRules(String input, String expected) {
        assertThat(CsiNormalizer.normalize(input).uri()).isEqualTo(expected);
    }

    @Test
    void number_inNationalForm_needsItsRegion() {
        assertThat(CsiNormalizer.normalize("(415) 555-0123", "US").uri()).isEqualTo("tel:+14155550123");
        assertThat(CsiNormalizer.normalize("0044 20 7946 0958", "DE").uri()).isEqualTo("tel:+442079460958");
        assertThat(CsiNormalizer.normalize("+44 20 7946 0958", "DE").uri()).isEqualTo("tel:+442079460958");
        assertRefused("(415) 555-0123");
        assertThatThrownBy(() -> CsiNormalizer.normalize("(415) 555-0123", "nowhere"))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "tel:",
                "4155550123",
                "0014155550123",
                "+0 415 555 0123",
                "+1 415 555 0123 ext. 5",
                "tel:+14155550123;ext=5",
                "tel:+14155550123;isub=1",
                "tel:5550123;phone-context=+1415",
                "tel:5550123;phone-context=example.com",
                "tel:+1%34155550123",
                "+1 415 555 0123 x5",
                "+1 800 FLOWERS",
                "+1 415 555 0123, +1 415 555 0124",
                "+1 415 555 0123 +1 415 555 0124",
                "++14155550123",
                "+1+4155550123",
                "+14155550123\u0000",
                "+1415\u0000555\u00000123",
                "+1\u202e415\u202c5550123",
                "+1\u200b4155550123",
                "+1 415 555 01234567",
                "+1 415 555",
                "+999 123456",
                "+1234567890123456",
                "\u00b2\u00b2\u00b2",
                "+\u2460 415 555 0123",
            })
    void number_ambiguousOrMoreThanANumber_isRefused(String input) {
        assertRefused(input);
    }

    @ParameterizedTest
    @CsvSource({
        "bob@example.com, mailto:bob@example.com",
        "' Bob@Example.COM ', mailto:bob@example.com",
        "MailTo:BOB@example.com, mailto:bob@example.com",
        "AZaz@example.com, mailto:azaz@example.com",
        "#bob@example.com, mailto:%23bob@example.com",
        "mailto:b%6fb@ex%61mple.com, mailto:bob@example.com",
        "bob+news@example.com, mailto:bob+news@example.com",
        "mailto:bob+news@example.com, mailto:bob+news@example.com",
        "mailto:bob%2Bnews@example.com, mailto:bob+news@example.com",
        "a/b=c@example.com, mailto:a%2Fb%3Dc@example.com",
        "mailto:a%2fb%3dc@example.com, mailto:a%2Fb%3Dc@example.com",
        "100%25@example.com, mailto:100%2525@example.com",
        "mailto:100%25@example.com, mailto:100%25@example.com",
        "bob@b\u00fccher.example, mailto:bob@xn--bcher-kva.example",
        "bob@B\u00dcCHER.example, mailto:bob@xn--bcher-kva.example",
        "bob@bu\u0308cher.example, mailto:bob@xn--bcher-kva.example",
        "mailto:bob@b%C3%BCcher.example, mailto:bob@xn--bcher-kva.example",
        "bob@XN--BCHER-KVA.example, mailto:bob@xn--bcher-kva.example",
        "bob@\uff45xample\u3002com, mailto:bob@example.com",
    })
    void address_howeverItIsTyped_isOneCsi(String input, String expected) {
        assertThat(CsiNormalizer.normalize(input).uri()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "mailto:?to@example.com",
                "bob@",
                "@example.com",
                "bob@localhost",
                "bob@192.0.2.1",
                "bob@[192.0.2.1]",
                "bob@example.com.",
                "bob@example.com@example.com",
                "bob@example.com, eve@example.com",
                "Bob <bob@example.com>",
                "b ob@example.com",
                "\"bob\"@example.com",
                "bob(comment)@example.com",
                "b\u00f6b@example.com",
                "\u212abob@example.com",
                "b\u043eb@example.com",
                "bob\u0000@example.com",
                "bob@example.com\u0000",
                "bob@exam\u202eple.com",
                "bob@stra\u00dfe.example",
                "bob@\u03c2.example",
                "bob@exam\u200dple.com",
                "mailto:bob@example.com?subject=hello",
                "mailto:bob@example.com?to=eve@example.com",
                "mailto:bob%40example.com",
                "mailto:bob%@example.com",
                "mailto:bob%4@example.com",
                "mailto:bob%zz@example.com",
                "mailto:bob%-1@example.com",
                "mailto:bob%00@example.com",
                "mailto:b%C3%B6b@example.com",
                "mailto:b%FFb@example.com",
                "mailto:b\ud800b@example.com",
                "mailto:b%2540@example.com@x",
                "sip:bob@example.com",
                "mailto:mailto:bob@example.com",
            })
    void address_whatIsNotOnePlainAddress_isRefused(String input) {
        assertRefused(input);
    }

    @Test
    void address_homographDomain_isAnotherCsi() {
        assertThat(CsiNormalizer.normalize("bob@ex\u0430mple.com").uri())
                .startsWith("mailto:bob@xn--")
                .isNotEqualTo("mailto:bob@example.com");
    }

    @Test
    void input_overLong_isRefusedBeforeAnyWork() {
        String padded = " ".repeat(512 - 15) + "bob@example.com";
        assertThat(CsiNormalizer.normalize(padded).uri()).isEqualTo("mailto:bob@example.com");
        assertRefused(" " + padded);
        assertRefused("+" + "1".repeat(10_000_000));
        assertRefused("a".repeat(65) + "@example.com");
        assertRefused("a@" + "b".repeat(64) + ".com");
    }

    @Test
    void normalize_exampleNumbersOfAllRegions_isIdempotentAndIgnoresFormat() {
        for (String region : PHONES.getSupportedRegions()) {
            for (PhoneNumberUtil.PhoneNumberType type : PhoneNumberUtil.PhoneNumberType.values()) {
                PhoneNumber number = PHONES.getExampleNumberForType(region, type);
                // Canada's 310-1234 can be dialled within Canada only: not a global number.
                if (number == null || PHONES.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
                    continue;
                }
                Csi csi = CsiNormalizer.normalize(PHONES.format(number, PhoneNumberFormat.E164));
                assertThat(CsiNormalizer.normalize(csi.uri())).isEqualTo(csi);
                assertThat(CsiNormalizer.normalize(PHONES.format(number, PhoneNumberFormat.INTERNATIONAL)))
                        .as("%s %s", region, type)
                        .isEqualTo(csi);
            }
        }
    }

    @Test
    void normalize_anyInput_givesACsiThatNormalizesToItselfOrRefuses() {
        Random random = new Random(20_261_123);
        List<String> pieces = List.of(
                "+",
                "tel:",
                "mailto:",
                "@",
                ".",
                "%",
                "%2F",
                "%41",
                "1",
                "415",
                "0",
                "44",
                "a",
                "Z",
                "example.com",
                " ",
                "-",
                "(",
                ")",
                "\u0660",
                "\uff0b",
                "\u202a",
                "\u0000",
                "\u00fc",
                "\u3002",
                "xn--",
                "?",
                "/",
                ";",
                "+1415",
                "5550123",
                "bob",
                "\ud800",
                "\u00ad",
                "=");
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> input =
                    new ArrayList<>(i % 2 == 0 ? List.of("+1415", "5550123") : List.of("bob@", "example.com"));
            for (int n = random.nextInt(4); n > 0; n--) {
                input.add(random.nextInt(input.size() + 1), pieces.get(random.nextInt(pieces.size())));
            }
            String text = String.join("", input);
            Csi csi;
            try {
                csi = CsiNormalizer.normalize(text, random.nextBoolean() ? "US" : "ZZ");
            } catch (MalformedMessage refused) {
                continue;
            }
            accepted++;
            assertThat(CsiNormalizer.normalize(csi.uri())).as(text).isEqualTo(csi);
        }
        assertThat(accepted).isGreaterThan(2_000);
    }

    private static void assertRefused(String input) {
        assertThatThrownBy(() -> CsiNormalizer.normalize(input)).isInstanceOf(MalformedMessage.class);
    }

    /** Each reading would drop one, so that a client and a provider would mean different numbers. */
    @Test
    void number_twoTrunkPrefixes_isRefused() {
        assertRefused("+49 (0)0 3456");
        assertRefused("tel:+49003456789");
        assertThat(CsiNormalizer.normalize("tel:+4903456789").uri()).isEqualTo("tel:+493456789");
    }
}
