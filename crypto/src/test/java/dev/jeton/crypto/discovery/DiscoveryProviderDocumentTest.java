package dev.jeton.crypto.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument.AcceptedIssuer;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryProviderDocumentTest {
    private static final AcceptedIssuer ISSUER =
            new AcceptedIssuer(new Authority("localhost:9443"), URI.create("https://localhost:9443"));
    private static final CsipTrust TRUST = new CsipTrust(List.of(new Csip(
            "https://csip.example",
            JwkSet.of(JoseSigningKey.generate(JoseAlgorithm.ES256).publicKey()),
            List.of("+1"),
            List.of(new DomainName("example.com")))));
    private static final String JSON = "{'operator':'Example','authority':'dp.example','challenge-generation':0,"
            + "'token-type':2,'issuers':[{'name':'i.example','base-url':'https://i.example'}],'csips':[]}";

    @Test
    void document_parsedAgain_isTheSame() {
        DiscoveryProviderDocument document = document("Example Ltd \u00e9", 3, List.of(ISSUER));
        assertThat(DiscoveryProviderDocument.parse(document.encode())).isEqualTo(document);
        assertThat(document.encode())
                .isEqualTo(DiscoveryProviderDocument.parse(document.encode()).encode());
    }

    @Test
    void document_onTheWire_isWhatTheContractSays() {
        DiscoveryProviderDocument document = new DiscoveryProviderDocument(
                new OperatorName("Example"),
                new Authority("dp.example"),
                0,
                List.of(new AcceptedIssuer(new Authority("i.example"), URI.create("https://i.example"))),
                new CsipTrust(List.of()));
        assertThat(document.encode()).isEqualTo(json(JSON));
        assertThat(DiscoveryProviderDocument.parse(json(JSON.replace("{'op", "{'delegations':[],'op"))))
                .isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'operator':'Example' -> 'operator':''",
                "'token-type':2 -> 'token-type':5",
                "'token-type':2 -> 'token-type':'2'",
                "'operator':'Example' -> 'operator':'a\\u0007'",
                "'operator':'Example' -> 'operator':1",
                "'operator':'Example', -> ",
                "'dp.example' -> 'https://dp.example'",
                "'dp.example' -> 'dp.example:443'",
                "generation':0 -> generation':-1",
                "generation':0 -> generation':1.5",
                "generation':0 -> generation':9223372036854775808",
                "generation':0 -> generation':'0'",
                "'https://i.example' -> 'http://i.example'",
                "'https://i.example' -> 'https://i.example/'",
                "'https://i.example' -> 'https://a@i.example'",
                "'https://i.example' -> 'https://i.example?x'",
                "'https://i.example' -> 'https://i.example/../x'",
                "'https://i.example' -> 'https://i.example/x/.'",
                "'https://i.example' -> 'https://i.example/x y'",
                "'https://i.example' -> 'https:i.example'",
                "'https://i.example' -> 'https://-'",
                "'https://i.example' -> 'https://i..example'",
                "'https://i.example' -> 'https://i.example:65536'",
                "'name':'i.example', -> ",
                "[{'name':'i.example','base-url':'https://i.example'}] -> []",
                ",'csips':[] -> ",
                "'csips':[] -> 'csips':[{}]",
            })
    void parse_oneThingWrong_isRefused(String change) {
        String[] parts = change.split(" -> ", 2);
        String changed = JSON.replace(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(JSON);
        assertThatThrownBy(() -> DiscoveryProviderDocument.parse(json(changed)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageNotContaining("strict JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:9443", "https://i.example/a/b-c"})
    void issuer_baseUrl_isHttpsWithoutASlashAtItsEnd(String url) {
        assertThat(new AcceptedIssuer(ISSUER.name(), URI.create(url)).baseUrl()).hasToString(url);
        assertThatThrownBy(() -> new AcceptedIssuer(ISSUER.name(), URI.create(url + "/")))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void document_atItsBounds_isRead() {
        List<AcceptedIssuer> issuers = IntStream.range(0, DiscoveryProviderDocument.MAX_ISSUERS)
                .mapToObj(i -> new AcceptedIssuer(
                        new Authority("i" + i + ".example"), URI.create("https://i" + i + ".example")))
                .toList();
        DiscoveryProviderDocument document = document("o".repeat(128), Long.MAX_VALUE, issuers);
        assertThat(DiscoveryProviderDocument.parse(document.encode())).isEqualTo(document);
    }

    @Test
    void document_outOfBounds_isRefused() {
        assertRefused("o".repeat(129), 0, List.of(ISSUER));
        assertRefused("o", -1, List.of(ISSUER));
        assertRefused("o", 0, List.of());
        assertRefused("o", 0, List.of(ISSUER, ISSUER));
        assertRefused("o", 0, Collections.nCopies(DiscoveryProviderDocument.MAX_ISSUERS + 1, ISSUER));
    }

    @Test
    void tokenType_notSaid_isTheOneThatAnybodyCanVerify() {
        assertThat(DiscoveryProviderDocument.parse(json(JSON.replace("'token-type':2,", "")))
                        .tokenType())
                .isEqualTo(TokenType.BLIND_RSA);
    }

    @Test
    void tokenTypeOfOneDomain_isForOneIssuer() {
        AcceptedIssuer other = new AcceptedIssuer(new Authority("i.example"), URI.create("https://i.example"));
        DiscoveryProviderDocument document = voprf(List.of(ISSUER));

        assertThat(DiscoveryProviderDocument.parse(document.encode())).isEqualTo(document);
        assertThatThrownBy(() -> voprf(List.of(ISSUER, other)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("issuers");
    }

    private static DiscoveryProviderDocument voprf(List<AcceptedIssuer> issuers) {
        return new DiscoveryProviderDocument(
                new OperatorName("Example"), new Authority("localhost:8443"), 0, TokenType.VOPRF, issuers, TRUST);
    }

    private static void assertRefused(String operator, long generation, List<AcceptedIssuer> issuers) {
        assertThatThrownBy(() -> document(operator, generation, issuers)).isInstanceOf(MalformedMessage.class);
    }

    private static DiscoveryProviderDocument document(String operator, long generation, List<AcceptedIssuer> issuers) {
        return new DiscoveryProviderDocument(
                new OperatorName(operator), new Authority("localhost:8443"), generation, issuers, TRUST);
    }

    private static Bytes json(String text) {
        return Bytes.ofUtf8(text.replace('\'', '"'));
    }
}
