package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsipTrustFileTest {
    private static final DatedKeySet KEYS = DatedKeySet.always(
            JwkSet.of(JoseSigningKey.generate(JoseAlgorithm.ES256).publicKey()));
    private static final DatedKey KEY = KEYS.keys().values().iterator().next();
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
    void file_whoseListNobodyCouldParse_isRefused() {
        List<DomainName> domains = Collections.nCopies(Csip.MAX_RANGES, new DomainName("a.".repeat(120) + "b"));
        List<Csip> csips = IntStream.range(0, 5)
                .mapToObj(i -> new Csip("csip" + i, KEYS, List.of(), domains, List.of()))
                .toList();
        assertThatThrownBy(() -> new CsipTrustFile(new CsipTrust(csips), Map.of()))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void file_thatIsTaken_hasRoomForWhateverItsCsipsPublish() {
        DatedKeySet most = largestThatIsTaken();
        int csips = CsipTrust.MAX_CSIPS;
        while (!isTaken(csips)) {
            csips--;
        }
        assertThat(csips).isBetween(200, CsipTrust.MAX_CSIPS - 1);
        CsipTrustFile fullest = fetched(csips);
        Map<String, DatedKeySet> keys = new HashMap<>();
        fullest.keysAt().keySet().forEach(name -> keys.put(name, most));

        CsipTrust resolved = fullest.resolved(keys);

        assertThat(resolved.encode().size()).isGreaterThan(CsipTrust.MAX_BYTES - 20_000);
        assertThat(CsipTrust.parse(resolved.encode())).isEqualTo(resolved);
    }

    @Test
    void keys_thatTakeTooMuchRoom_areRefused_andNobodyElseIsListedWithout() {
        DatedKeySet large = set(JwkSet.MAX_KEYS, "\u20ac".repeat(JwkSet.MAX_KEY_ID_CHARS - 2));
        assertThatThrownBy(() -> CsipTrustFile.parseKeys(large.toJson().toBytes()))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("at most 4096 bytes");

        CsipTrust resolved = fetched(2).resolved(Map.of("csip0", large, "csip1", KEYS));
        assertThat(resolved.find("csip0").orElseThrow().keys()).isEqualTo(DatedKeySet.NONE);
        assertThat(resolved.find("csip1").orElseThrow().keys()).isEqualTo(KEYS);
    }

    @Test
    void keys_withMembersThatAreNotOurs_takeNoRoomForThem() {
        String listed = new String(
                set(JwkSet.MAX_KEYS, "n".repeat(JosePublicKey.THUMBPRINT_CHARS - 1))
                        .toJson()
                        .toBytes()
                        .toArray(),
                StandardCharsets.UTF_8);
        String verbose = listed.replace("{\"crv\"", "{\"x5c\":[\"" + "A".repeat(1500) + "\"],\"crv\"");
        assertThat(verbose).hasSizeGreaterThan(20_000);
        assertThat(CsipTrustFile.parseKeys(Bytes.ofUtf8(verbose)).keys()).hasSize(JwkSet.MAX_KEYS);
    }

    private static DatedKeySet largestThatIsTaken() {
        String name = "";
        while (isTaken(set(JwkSet.MAX_KEYS, name + "n"))) {
            name += "n";
        }
        return set(JwkSet.MAX_KEYS, name);
    }

    private static boolean isTaken(DatedKeySet keys) {
        try {
            return CsipTrustFile.parseKeys(keys.toJson().toBytes()).equals(keys);
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static boolean isTaken(int csips) {
        try {
            return fetched(csips).keysAt().size() == csips;
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static DatedKeySet set(int size, String name) {
        Map<String, DatedKey> keys = new HashMap<>();
        IntStream.range(0, size).forEach(i -> keys.put(name + (char) ('a' + i), KEY));
        return new DatedKeySet(keys);
    }

    private static CsipTrustFile fetched(int csips) {
        Map<String, URI> keysAt = new HashMap<>();
        List<Csip> listed = new ArrayList<>();
        for (int i = 0; i < csips; i++) {
            listed.add(new Csip("csip" + i, DatedKeySet.NONE, List.of("+1"), List.of(), List.of()));
            keysAt.put("csip" + i, URL);
        }
        return new CsipTrustFile(new CsipTrust(listed), keysAt);
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
