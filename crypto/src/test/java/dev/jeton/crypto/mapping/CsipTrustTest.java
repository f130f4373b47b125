package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsipTrustTest {
    private static final JwkSet KEYS =
            JwkSet.of(JoseSigningKey.generate(JoseAlgorithm.ES256).publicKey());

    @Test
    void trust_parsedAgain_isTheSame() {
        CsipTrust trust = new CsipTrust(List.of(
                csip("https://carrier.example", List.of("+1415", "+49"), List.of()),
                csip("https://mail.example", List.of(), List.of(new DomainName("example.com")))));
        assertThat(CsipTrust.parse(trust.encode())).isEqualTo(trust);
        assertThat(trust.find("https://mail.example")).contains(trust.csips().get(1));
        assertThat(trust.find("https://mail.example/")).isEmpty();
        assertThat(CsipTrust.parse(new CsipTrust(List.of()).encode()).csips()).isEmpty();
    }

    @Test
    void mayAttest_aWholeNumber_coversThatNumber() {
        Csip csip = csip("a", List.of("+14155550123"), List.of());
        assertThat(csip.mayAttest(new Csi("tel:+14155550123"))).isTrue();
        assertThat(csip.mayAttest(new Csi("tel:+14155550124"))).isFalse();
        assertThat(csip.mayAttest(new Csi("tel:+1415555012"))).isFalse();
    }

    @Test
    void registry_speaksOfItsPortPrefixesAndAttestsNothing() {
        CsipTrust trust = new CsipTrust(List.of(new Csip("r", KEYS, List.of(), List.of(), List.of("+1", "+49"))));
        assertThat(CsipTrust.parse(trust.encode())).isEqualTo(trust);
        Csip registry = trust.csips().get(0);
        assertThat(registry.mayPort(new Csi("tel:+14155550123"))).isTrue();
        assertThat(registry.mayPort(new Csi("tel:+44415555012"))).isFalse();
        assertThat(registry.mayAttest(new Csi("tel:+14155550123"))).isFalse();
        assertThat(csip("a", List.of("+1"), List.of()).mayPort(new Csi("tel:+14155550123")))
                .isFalse();
        List<String> tooMany = Collections.nCopies(Csip.MAX_RANGES + 1, "+1");
        assertThatThrownBy(() -> new Csip("r", KEYS, List.of(), List.of(), tooMany))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> new Csip("r", KEYS, List.of(), List.of(), List.of("1")))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "1415", "+0", "+1 415", "+1415555012345678", "+1\u0664"})
    void csip_prefixOfAnotherForm_isRefused(String prefix) {
        assertThatThrownBy(() -> csip("a", List.of(prefix), List.of())).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void trust_bounds_hold() {
        Csip csip = csip("a", List.of(), List.of());
        assertThatThrownBy(() -> new CsipTrust(List.of(csip, csip))).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> new CsipTrust(Collections.nCopies(CsipTrust.MAX_CSIPS + 1, csip)))
                .isInstanceOf(MalformedMessage.class);
        List<Csip> most = IntStream.range(0, CsipTrust.MAX_CSIPS)
                .mapToObj(i -> csip("csip" + i, List.of(), List.of()))
                .toList();
        assertThat(CsipTrust.parse(new CsipTrust(most).encode()).csips()).isEqualTo(most);

        List<String> prefixes = Collections.nCopies(Csip.MAX_RANGES, "+1");
        List<DomainName> domains = Collections.nCopies(Csip.MAX_RANGES, new DomainName("example.com"));
        CsipTrust widest = new CsipTrust(List.of(csip("a", prefixes, domains)));
        assertThat(CsipTrust.parse(widest.encode())).isEqualTo(widest);
        assertThatThrownBy(() -> csip("a", Collections.nCopies(Csip.MAX_RANGES + 1, "+1"), List.of()))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() ->
                        csip("a", List.of(), Collections.nCopies(Csip.MAX_RANGES + 1, new DomainName("example.com"))))
                .isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> csip("a".repeat(256), List.of(), List.of())).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> csip("a\n", List.of(), List.of())).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void encode_whatNobodyCouldParse_isRefused() {
        List<DomainName> domains = Collections.nCopies(Csip.MAX_RANGES, new DomainName("a.".repeat(126) + "b"));
        CsipTrust trust = new CsipTrust(IntStream.range(0, 5)
                .mapToObj(i -> csip("csip" + i, List.of(), domains))
                .toList());
        assertThatThrownBy(trust::encode).isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'csips':{}}",
                "{'csips':[{}]}",
                "{'csips':[{'iss':'a','jwks':{'keys':[]},'number-prefixes':[]}]}",
                "{'csips':[{'iss':'a','jwks':{'keys':[]},'mail-domains':[]}]}",
                "{'csips':[{'iss':'a','number-prefixes':[],'mail-domains':[]}]}",
                "{'csips':[{'iss':'a','jwks':{'keys':[{'kty':'oct','k':'AA'}]},'number-prefixes':[],'mail-domains':[]}]}",
                "{'csips':[{'iss':'a','jwks':{'keys':[]},'number-prefixes':[],'mail-domains':['Example.com']}]}",
                "{'csips':[{'iss':'a','jwks':{'keys':[]},'number-prefixes':['1'],'mail-domains':[]}]}",
            })
    void parse_whatIsNotAWholeTrustDocument_isRefused(String json) {
        assertThatThrownBy(() -> CsipTrust.parse(Bytes.ofUtf8(json.replace('\'', '"'))))
                .isInstanceOf(MalformedMessage.class);
    }

    private static Csip csip(String issuer, List<String> prefixes, List<DomainName> domains) {
        return new Csip(issuer, KEYS, prefixes, domains);
    }
}
