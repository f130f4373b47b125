package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsipTrustFileTest {
    private static final DatedKeySet KEYS = DatedKeySet.always(
            JwkSet.of(JoseSigningKey.generate(JoseAlgorithm.ES256).publicKey()));
    private static final Csip HERE = new Csip("https://here.example", KEYS, List.of("+1"), List.of(), List.of("+44"));
    private static final Csip ELSEWHERE = new Csip(
            "https://elsewhere.example",
            DatedKeySet.NONE,
            List.of("+49"),
            List.of(new DomainName("a.example")),
            List.of("+1"));
    private static final URI URL = URI.create("https://elsewhere.example/jwks.json");
    private static final CsipTrustFile FILE =
            new CsipTrustFile(new CsipTrust(List.of(HERE, ELSEWHERE)), Map.of(ELSEWHERE.issuer(), URL));

    @Test
    void file_parsedAgain_isTheSame() {
        assertThat(CsipTrustFile.parse(FILE.encode())).isEqualTo(FILE);
    }

    @Test
    void file_withoutUrls_isATrustDocument() {
        CsipTrust trust = new CsipTrust(List.of(HERE));
        assertThat(CsipTrustFile.parse(trust.encode())).isEqualTo(new CsipTrustFile(trust, Map.of()));
    }

    @Test
    void resolved_hasTheKeysThatWereFetched_andOfNobodyElse() {
        Csip fetched = new Csip(
                ELSEWHERE.issuer(),
                KEYS,
                ELSEWHERE.numberPrefixes(),
                ELSEWHERE.mailDomains(),
                ELSEWHERE.portPrefixes());
        assertThat(FILE.resolved(Map.of(ELSEWHERE.issuer(), KEYS)).csips()).containsExactly(HERE, fetched);
        assertThat(FILE.resolved(Map.of()).csips()).containsExactly(HERE, ELSEWHERE);
        assertThat(FILE.resolved(Map.of(HERE.issuer(), DatedKeySet.NONE)).csips())
                .as("keys in the file are the operator's word")
                .containsExactly(HERE, ELSEWHERE);
    }

    @Test
    void resolved_thatNobodyCouldParse_isRefused() {
        List<DomainName> domains = Collections.nCopies(Csip.MAX_RANGES, new DomainName("a.".repeat(120) + "b"));
        List<Csip> csips = IntStream.range(0, 5)
                .mapToObj(i -> new Csip("csip" + i, KEYS, List.of(), domains, List.of()))
                .toList();
        assertThatThrownBy(() -> new CsipTrustFile(new CsipTrust(csips), Map.of()).resolved(Map.of()))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @CsvSource({
        "csips[0].jwks,''",
        "csips[0].jwks,'\"jwks\":{\"keys\":[]},\"jwks-uri\":\"https://a.example/\",'",
        "csips[0].jwks-uri,'\"jwks-uri\":\"http://a.example/\",'",
        "csips[0].jwks-uri,'\"jwks-uri\":\"https://user@a.example/\",'",
        "csips[0].jwks-uri,'\"jwks-uri\":[],'",
        "csips[0].jwks.keys,'\"jwks\":{},'",
    })
    void file_entryWithoutOnePlaceForItsKeys_isRefusedByItsPath(String path, String keys) {
        String json = "{\"csips\":[{\"iss\":\"a\"," + keys + "\"number-prefixes\":[],\"mail-domains\":[]}]}";
        assertThatThrownBy(() -> CsipTrustFile.parse(Bytes.ofUtf8(json)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith(path + ": ");
    }

    @Test
    void trustFile_ofASender_namesNoUrl() {
        assertThatThrownBy(() -> CsipTrust.parse(FILE.encode())).isInstanceOf(MalformedMessage.class);
    }
}
