package dev.jeton.crypto.hostile;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.ohttp.FixedExchange;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What {@link Glue} and {@link Samples} are, for Oblivious HTTP and the messages in it. Keys are fixed. */
final class Oblivious {
    private static final HpkeSecretKey SECRET_KEY = HpkeSecretKey.of(new byte[HpkeSecretKey.BYTES]);
    private static final OhttpKeyPair KEY = new OhttpKeyPair(1, SECRET_KEY);
    private static final OhttpGateway GATEWAY = new OhttpGateway(List.of(KEY));
    private static final OhttpClientRequest CLIENT =
            FixedExchange.encapsulate(KEY.config(), HpkeSuite.X25519_AES_128_GCM, SECRET_KEY, Bytes.EMPTY);

    private Oblivious() {}

    /** A request that opens, as it was: encapsulation is random. */
    static Bytes decapsulate(Bytes encapsulated) {
        GATEWAY.decapsulate(encapsulated);
        return encapsulated;
    }

    /** A response that opens, as it was: sealing is random. */
    static Bytes open(Bytes encapsulated) {
        CLIENT.open(encapsulated);
        return encapsulated;
    }

    static Arbitrary<Bytes> requests() {
        return Samples.shortBytes()
                .map(request -> KEY.config().encapsulate(request).encapsulated());
    }

    static Arbitrary<Bytes> responses() {
        return Samples.shortBytes()
                .map(response -> GATEWAY.decapsulate(CLIENT.encapsulated()).seal(response));
    }

    static Arbitrary<OhttpKeyConfigs> keyConfigs() {
        Arbitrary<List<HpkeSuite>> suites =
                Arbitraries.of(HpkeSuite.class).list().uniqueElements().ofMinSize(1);
        return Combinators.combine(Arbitraries.integers().between(0, 255), Samples.hpkePublicKeys(), suites)
                .as(OhttpKeyConfig::new)
                .list()
                .uniqueElements(OhttpKeyConfig::keyId)
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(OhttpKeyConfigs::new);
    }

    static Arbitrary<BinaryRequest> binaryRequests() {
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PUT", "x-y"),
                        Arbitraries.of("https", "http"),
                        Samples.authorities().map(Authority::name),
                        Arbitraries.strings()
                                .withCharRange('!', '~')
                                .ofMaxLength(30)
                                .filter(text -> !text.contains("#")),
                        fields(),
                        Samples.shortBytes(),
                        fields())
                .as((method, scheme, authority, path, headers, content, trailers) ->
                        new BinaryRequest(method, scheme, authority, "/" + path, headers, content, trailers));
    }

    static Arbitrary<BinaryResponse> binaryResponses() {
        return Combinators.combine(Arbitraries.integers().between(200, 599), fields(), Samples.shortBytes(), fields())
                .as(BinaryResponse::new);
    }

    static Arbitrary<Instant> times() {
        return Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L).map(Instant::ofEpochSecond);
    }

    private static Arbitrary<Fields> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abcxyz0189-!#$%&'*+.^_`|~")
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange('!', '~')
                .withCharRange('\u0080', '\u00ff')
                .withChars(' ', '\t')
                .ofMaxLength(30)
                .map(text -> text.replaceAll("^[ \t]+|[ \t]+$", ""));
        return Combinators.combine(names, values)
                .as(Fields.Line::new)
                .list()
                .ofMaxSize(4)
                .map(Fields::new);
    }
}
