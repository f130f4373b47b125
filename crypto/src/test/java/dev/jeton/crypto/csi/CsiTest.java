package dev.jeton.crypto.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.MalformedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsiTest {
    private static final String DOMAIN_253 = "a.".repeat(126) + "b";

    @ParameterizedTest
    @ValueSource(strings = {"tel:+14155550123", "tel:+12", "tel:+999999999999999"})
    void tel_canonical_isAccepted(String uri) {
        Csi csi = new Csi(uri);
        assertThat(csi.kind()).isEqualTo(Csi.Kind.TEL);
        assertThat("tel:" + csi.number().orElseThrow()).isEqualTo(uri);
        assertThat(csi.mailDomain()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:bob@example.com",
                "mailto:b.o-b_~!$'*+news@mail.example.com",
                "mailto:%23%25%26%2F%3D%3F%5E%60%7B%7C%7D@example.com",
                "mailto:1@xn--bcher-kva.example",
                "mailto:1@1.2.3.4a",
            })
    void mailto_canonical_isAccepted(String uri) {
        Csi csi = new Csi(uri);
        assertThat(csi.kind()).isEqualTo(Csi.Kind.MAILTO);
        assertThat(uri).endsWith("@" + csi.mailDomain().orElseThrow().name());
        assertThat(csi.number()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tel:",
                "tel:+",
                "tel:+1",
                "tel:14155550123",
                "tel:+04155550123",
                "tel:+1234567890123456",
                "tel:+1-415-555-0123",
                "tel:+1 4155550123",
                "tel:+14155550123 ",
                "tel:+14155550123\n",
                "tel:+14155550123\u0000",
                "tel:+14155550123\u200e",
                "tel:\u200e+14155550123",
                "tel:\uff0b14155550123",
                "tel:+1415555012\u0663",
                "tel:+1415555012\uff13",
                "tel:+14155550123;ext=5",
                "tel:+14155550123;phone-context=example.com",
                "tel:5550123;phone-context=+1",
                "tel:+14155550123?x",
                "tel:+%314155550123",
                "tel:++14155550123",
                "TEL:+14155550123",
                "+14155550123",
                " tel:+14155550123",
                "sip:bob@example.com",
            })
    void tel_otherSpellings_areRefused(String uri) {
        assertThatThrownBy(() -> new Csi(uri)).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:",
                "mailto:bob",
                "mailto:@example.com",
                "mailto:bob@",
                "mailto:bob@example",
                "mailto:bob@example.com.",
                "mailto:bob@.example.com",
                "mailto:bob@exa..mple.com",
                "mailto:bob@-example.com",
                "mailto:bob@example-.com",
                "mailto:bob@exa_mple.com",
                "mailto:bob@192.0.2.1",
                "mailto:bob@[192.0.2.1]",
                "mailto:bob@EXAMPLE.com",
                "mailto:bob@b\u00fccher.example",
                "mailto:bob@ex\u0430mple.com",
                "mailto:Bob@example.com",
                "mailto:b\u00f6b@example.com",
                "mailto:.bob@example.com",
                "mailto:bob.@example.com",
                "mailto:b..ob@example.com",
                "mailto:\"b b\"@example.com",
                "mailto:%22bob%22@example.com",
                "mailto:bob@example.com?subject=x",
                "mailto:bob@example.com,eve@example.com",
                "mailto:bob@example.com@example.com",
                "mailto:bob%40example.com",
                "mailto:b%6Fb@example.com",
                "mailto:a%2fb@example.com",
                "mailto:a/b@example.com",
                "mailto:a%2Bb@example.com",
                "mailto:a%@example.com",
                "mailto:a%2@example.com",
                "mailto:a%00b@example.com",
                "mailto:bob@example.com\n",
                "MAILTO:bob@example.com",
                "bob@example.com",
            })
    void mailto_otherSpellings_areRefused(String uri) {
        assertThatThrownBy(() -> new Csi(uri)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void mailto_lengths_countDecodedOctets() {
        String local64 = "%2F".repeat(64);
        String domain189 = DOMAIN_253.substring(64);
        new Csi("mailto:" + local64 + "@" + domain189);
        assertThat("mailto:" + local64 + "@" + domain189).hasSize(Csi.MAX_CHARS);

        assertRefused("mailto:" + local64 + "%2F@example.com");
        assertRefused("mailto:" + "a".repeat(64) + "@c." + domain189.substring(1));
        assertRefused("mailto:a@" + "a".repeat(64) + ".example");
        assertRefused("mailto:" + "a".repeat(10_000_000) + "@example.com");
    }

    @Test
    void parse_refusal_namesTheFieldAndNotTheIdentifier() {
        assertThatThrownBy(() -> Csi.parse("sub", "tel:+1-415-555-0123"))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith("sub: ")
                .hasMessageNotContaining("415");
    }

    @Test
    void toString_givesTheKindOnly() {
        assertThat(new Csi("tel:+14155550123")).hasToString("Csi[TEL]");
        assertThat(new Csi("mailto:bob@example.com")).hasToString("Csi[MAILTO]");
    }

    @Test
    void domainName_longestAndOneMore() {
        assertThat(new DomainName(DOMAIN_253).name()).hasSize(253);
        assertThatThrownBy(() -> new DomainName(DOMAIN_253 + "b")).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> DomainName.parse("host", "localhost")).hasMessageStartingWith("host: ");
    }

    @Test
    void mspUri_isSchemeAndDomainOnly() {
        assertThat(new MspUri("mimi://msp.example")).hasToString("mimi://msp.example");
        assertThat(new MspUri("mimi://" + DOMAIN_253).uri()).hasSize(MspUri.MAX_CHARS);
        for (String uri : new String[] {
            "",
            "msp.example",
            "mimi:msp.example",
            "mimi://",
            "mimi://msp",
            "MIMI://msp.example",
            "mimi://Msp.example",
            "mimi://msp.example/",
            "mimi://msp.example/u/bob",
            "mimi://msp.example:443",
            "mimi://a@msp.example",
            "mimi://msp.example?",
            "mimi://msp.example#",
            "mimi://192.0.2.1",
            " mimi://msp.example"
        }) {
            assertThatThrownBy(() -> MspUri.parse("iss", uri))
                    .as(uri)
                    .isInstanceOf(MalformedMessage.class)
                    .hasMessageStartingWith("iss: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dp.example", "localhost", "localhost:8443", "dp.example:1", "dp.example:65535", "127.0.0.1:80"})
    void authority_canonical_isAccepted(String name) {
        assertThat(new Authority(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ":", ":8443", "dp.example:", "dp.example:0", "dp.example:08443", "dp.example:443",
                "dp.example:65536", "dp.example:123456", "dp.example:-1", "DP.example", "dp.example.", ".dp", "a..b",
                "-a", "a-", "https://dp.example", "dp.example/", "a@dp.example", "dp.example:80:80", "[::1]:443",
                "dp.example\n", "d\u00fc.example"
            })
    void authority_otherSpellings_areRefused(String name) {
        assertThatThrownBy(() -> Authority.parse("aud", name))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith("aud: ");
    }

    @Test
    void authority_longestAndOneMore() {
        assertThat(new Authority(DOMAIN_253 + ":65535").name()).hasSize(Authority.MAX_CHARS);
        assertThatThrownBy(() -> new Authority(DOMAIN_253 + "b")).isInstanceOf(MalformedMessage.class);
    }

    private static void assertRefused(String uri) {
        assertThatThrownBy(() -> new Csi(uri)).isInstanceOf(MalformedMessage.class);
    }
}
