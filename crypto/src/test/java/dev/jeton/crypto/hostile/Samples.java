package dev.jeton.crypto.hostile;

import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.longs;
import static net.jqwik.api.Arbitraries.strings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.discovery.OperatorName;
import dev.jeton.crypto.discovery.RelayDocument;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.hpke.HpkePublicKey;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Audience;
import dev.jeton.crypto.mapping.Claims;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipRemoval;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.crypto.mapping.Evidence;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.OwnerRemoval;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.mapping.Supersession;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.token.VoprfTokenRequest;
import dev.jeton.crypto.token.VoprfTokenResponse;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.voprf.DleqProof;
import dev.jeton.crypto.voprf.EvaluatedElement;
import dev.jeton.crypto.voprf.OprfSecretKey;
import dev.jeton.crypto.voprf.Suite;
import dev.jeton.crypto.voprf.VoprfEvaluation;
import dev.jeton.crypto.voprf.VoprfPublicKey;
import dev.jeton.crypto.voprf.VoprfSecretKey;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of every kind that {@link Parser} lists, as valid as they can be. */
final class Samples {
    private static final List<Bytes> P384_POINTS = points(Suite.P384_SHA384);
    private static final List<JoseSigningKey> KEYS =
            IntStream.rangeClosed(1, 4).mapToObj(FixedKeys::ed25519).toList();

    private static final Validity DAY = Validity.of(Glue.NOW.minusSeconds(1), Duration.ofDays(1));

    private Samples() {}

    static Arbitrary<Bytes> shortBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(Bytes::of);
    }

    private static Arbitrary<Bytes> bytes(int size) {
        return Arbitraries.bytes().array(byte[].class).ofSize(size).map(Bytes::of);
    }

    static Arbitrary<Bytes> jsonObjects() {
        Arbitrary<JsonWriter> flat = Combinators.combine(text(20), longs().between(0, 1L << 53))
                .as((text, number) -> new JsonWriter().put("text", text).put("number", number));
        return Combinators.combine(
                        flat, text(20).list().ofMaxSize(3), flat.list().ofMaxSize(3))
                .as((object, texts, objects) -> new JsonWriter()
                        .put("object", object)
                        .putStrings("texts", texts)
                        .putObjects("objects", objects)
                        .toBytes());
    }

    /** Any text that JSON can carry. */
    private static Arbitrary<String> text(int maxChars) {
        return strings()
                .ofMaxLength(maxChars)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static Arbitrary<String> label() {
        return strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(12);
    }

    static Arbitrary<DomainName> domainNames() {
        return Combinators.combine(
                        label().list().ofMinSize(1).ofMaxSize(3), Arbitraries.of("example", "test", "xn--p1ai"))
                .as((labels, last) -> new DomainName(String.join(".", labels) + "." + last));
    }

    static Arbitrary<MspUri> mspUris() {
        return domainNames().map(domain -> new MspUri("mimi://" + domain.name()));
    }

    static Arbitrary<Authority> authorities() {
        return Combinators.combine(
                        domainNames().map(DomainName::name),
                        Arbitraries.of("", "", ":8443", ":1", ":65535"),
                        Arbitraries.of(true, true, false))
                .as((name, port, qualified) ->
                        new Authority((qualified ? name : name.substring(0, name.indexOf('.'))) + port));
    }

    private static Arbitrary<Csi> addresses() {
        Arbitrary<String> atom = Arbitraries.of("bob", "b", "o'hara", "a-b_c~!$*+", "%25", "%2F%3D", "x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join(".", parts));
        return Combinators.combine(atom, domainNames())
                .as((local, domain) -> new Csi("mailto:" + local + "@" + domain.name()));
    }

    static Arbitrary<Csi> csis() {
        Arbitrary<Csi> numbers =
                strings().numeric().ofMinLength(1).ofMaxLength(14).map(digits -> new Csi("tel:+4" + digits));
        return Arbitraries.oneOf(numbers, addresses());
    }

    /** Those that people can type: numbers of a length that their country has. */
    static Arbitrary<Csi> reachableCsis() {
        Arbitrary<Csi> numbers = integers().between(0, 9999).map(last -> new Csi("tel:+1415555%04d".formatted(last)));
        return Arbitraries.oneOf(numbers, addresses());
    }

    static Arbitrary<TokenType> tokenTypes() {
        return Arbitraries.of(TokenType.values());
    }

    static Arbitrary<Token> tokens() {
        return Combinators.combine(Arbitraries.of(TokenType.values()), bytes(32), bytes(32), bytes(32), bytes(256))
                .as((type, nonce, digest, keyId, authenticator) -> new Token(
                        type,
                        new Nonce(nonce),
                        new ChallengeDigest(digest),
                        new TokenKeyId(keyId),
                        authenticator.slice(0, type.authenticatorBytes())));
    }

    static Arbitrary<TokenChallenge> challenges() {
        return Combinators.combine(
                        Arbitraries.of(TokenType.values()), authorities(), authorities(), longs().between(0, 3))
                .as((type, issuer, origin, generation) ->
                        TokenChallenge.of(type, issuer.name(), origin.name(), generation));
    }

    private static Arbitrary<TruncatedTokenKeyId> keyIds() {
        return integers().between(0, 255).map(TruncatedTokenKeyId::new);
    }

    static Arbitrary<TokenRequest> tokenRequests() {
        return Combinators.combine(keyIds(), bytes(256)).as(TokenRequest::new);
    }

    static Arbitrary<TokenResponse> tokenResponses() {
        return bytes(256).map(TokenResponse::new);
    }

    static Arbitrary<GenericBatchTokenRequest> genericBatchRequests() {
        return tokenRequests().list().ofMinSize(1).ofMaxSize(4).map(GenericBatchTokenRequest::new);
    }

    static Arbitrary<GenericBatchTokenResponse> genericBatchResponses() {
        return tokenResponses().optional().list().ofMinSize(1).ofMaxSize(4).map(GenericBatchTokenResponse::new);
    }

    static Arbitrary<TokenPublicKey> tokenPublicKeys() {
        return Arbitraries.of(Vectors.own("rfc9578-appendix-a2.json"))
                .map(vector ->
                        TokenPublicKey.parse(Bytes.ofHex(vector.get("tokenKey").asText())));
    }

    static Arbitrary<VoprfTokenPublicKey> voprfPublicKeys() {
        return Arbitraries.of(P384_POINTS).map(VoprfTokenPublicKey::parse);
    }

    static Arbitrary<VoprfPublicKey> p256PublicKeys() {
        return Arbitraries.of(points(Suite.P256_SHA256)).map(point -> VoprfPublicKey.parse(Suite.P256_SHA256, point));
    }

    static Arbitrary<BlindedElement> blindedElements() {
        return Arbitraries.of(P384_POINTS).map(point -> BlindedElement.parse(Suite.P384_SHA384, "sample", point));
    }

    static Arbitrary<EvaluatedElement> evaluatedElements() {
        return Arbitraries.of(P384_POINTS).map(point -> EvaluatedElement.parse(Suite.P384_SHA384, "sample", point));
    }

    /** Two scalars below the order: its first byte is 0xff. */
    static Arbitrary<DleqProof> proofs() {
        Bytes zero = Bytes.of((byte) 0);
        return Combinators.combine(bytes(47), bytes(47))
                .as((c, s) -> DleqProof.parse(Suite.P384_SHA384, "sample", Bytes.concat(zero, c, zero, s)));
    }

    static Arbitrary<VoprfTokenRequest> voprfTokenRequests() {
        return Combinators.combine(keyIds(), blindedElements()).as(VoprfTokenRequest::new);
    }

    static Arbitrary<VoprfTokenResponse> voprfTokenResponses() {
        return Combinators.combine(evaluatedElements(), proofs()).as(VoprfTokenResponse::new);
    }

    static Arbitrary<AmortizedBatchTokenRequest> amortizedBatchRequests() {
        return Combinators.combine(
                        keyIds(), blindedElements().list().ofMinSize(1).ofMaxSize(4))
                .as(AmortizedBatchTokenRequest::new);
    }

    static Arbitrary<AmortizedBatchTokenResponse> amortizedBatchResponses() {
        return Combinators.combine(evaluatedElements().list().ofMinSize(1).ofMaxSize(4), proofs())
                .as((elements, proof) -> new AmortizedBatchTokenResponse(new VoprfEvaluation(elements, proof)));
    }

    static Arbitrary<IssuerDirectory> issuerDirectories() {
        return Combinators.combine(
                        tokenPublicKeys().list().uniqueElements().ofMinSize(1).ofMaxSize(3),
                        longs().between(0, 1L << 32),
                        bytes(TokenKeyId.BYTES).list().uniqueElements().ofMaxSize(3))
                .as((keys, start, retired) -> {
                    List<JsonWriter> entries = keys.stream()
                            .map(key -> new JsonWriter()
                                    .put("token-type", TokenType.BLIND_RSA.code())
                                    .put("token-key", key.encode().toBase64UrlPadded())
                                    .put("not-before", start)
                                    .put("not-after", start + 86_400))
                            .toList();
                    return IssuerDirectory.parse(new JsonWriter()
                            .put("issuer-request-uri", "/token-request")
                            .putObjects("token-keys", entries)
                            .putStrings(
                                    "retired-token-key-ids",
                                    retired.stream().map(Bytes::toBase64Url).toList())
                            .toBytes());
                });
    }

    static Arbitrary<List<PrivateTokenChallenge>> challengeHeaders() {
        Arbitrary<PrivateTokenChallenge> challenge = Combinators.combine(
                        shortBytes(),
                        shortBytes().optional(),
                        longs().between(0, 9_999_999_999L).optional())
                .as(PrivateTokenChallenge::new);
        return challenge.list().ofMinSize(1).ofMaxSize(3);
    }

    static Arbitrary<PrivateTokenCredentials> credentials() {
        return tokens().map(PrivateTokenCredentials::new);
    }

    static Arbitrary<QueryProof> queryProofs() {
        return Combinators.combine(bytes(32), bytes(64)).as(QueryProof::new);
    }

    static Arbitrary<Problem> problems() {
        return Combinators.combine(
                        Arbitraries.of(ProblemType.values()),
                        text(Problem.MAX_DETAIL_CHARS).optional())
                .as(Problem::new);
    }

    static Arbitrary<Jws> jwss() {
        return jsonObjects()
                .map(payload -> Glue.jws(
                        Glue.SIGNER.sign("type", Map.of(), new JsonWriter().put("payload", payload.toBase64Url()))));
    }

    static Arbitrary<JosePublicKey> jwks() {
        Arbitrary<JosePublicKey> es256 = just(Glue.jwk(Bytes.ofUtf8("{\"kty\":\"EC\",\"crv\":\"P-256\","
                + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"))); // RFC 7515, Appendix A.3
        return Arbitraries.oneOf(es256, signingKeys().map(JoseSigningKey::publicKey));
    }

    static Arbitrary<JwkSet> jwkSets() {
        return jwks().list().uniqueElements().ofMaxSize(3).map(keys -> JwkSet.of(keys.toArray(JosePublicKey[]::new)));
    }

    static Arbitrary<DatedKeySet> datedKeySets() {
        Arbitrary<Optional<Instant>> early =
                longs().between(0, 1000).map(Instant::ofEpochSecond).optional();
        Arbitrary<Optional<Instant>> late = longs().between(1001, 253_402_300_799L)
                .map(Instant::ofEpochSecond)
                .optional();
        return Combinators.combine(jwks(), early, late)
                .as(DatedKey::new)
                .list()
                .uniqueElements(DatedKey::key)
                .ofMaxSize(3)
                .map(keys -> new DatedKeySet(keys.stream()
                        .collect(Collectors.toMap(dated -> dated.key().thumbprint(), dated -> dated))));
    }

    static Arbitrary<URI> keysUrls() {
        return Combinators.combine(authorities(), Arbitraries.of("", "/", "/jwks.json", "/a/b%20c"))
                .as((host, path) -> URI.create("https://" + host.name() + path));
    }

    static Arbitrary<JoseSigningKey> signingKeys() {
        return Arbitraries.of(KEYS);
    }

    private static Arbitrary<Validity> validities(Duration max) {
        return Combinators.combine(longs().between(-3600, 0), longs().between(1, max.toSeconds()))
                .as((from, life) -> Validity.of(Glue.NOW.plusSeconds(from), Duration.ofSeconds(life)));
    }

    static Arbitrary<SenderAttestation> senderAttestations() {
        return Combinators.combine(
                        mspUris(),
                        label(),
                        label(),
                        validities(SenderAttestation.MAX_LIFE),
                        Arbitraries.of(true, false))
                .as((msp, subject, tier, validity, itself) -> itself
                        ? SenderAttestation.forBatches(msp, 1_795_000_000L, "https://issuer.example", tier, validity)
                        : SenderAttestation.forSender(
                                msp, subject, 1_795_000_000L, "https://issuer.example", tier, validity));
    }

    static Arbitrary<OperatorCredential> operatorCredentials() {
        return Combinators.combine(
                        label(),
                        validities(OperatorCredential.MAX_LIFE),
                        Arbitraries.of("operator", "reader", "").list().ofMaxSize(3))
                .as((name, validity, groups) ->
                        new OperatorCredential(name, "https://issuer.example", validity, groups));
    }

    static Arbitrary<CsiAttestation> csiAttestations() {
        return Combinators.combine(csis(), jwks(), validities(CsiAttestation.MAX_LIFE))
                .as((csi, key, validity) -> new CsiAttestation(Glue.CSIP, csi, key, validity));
    }

    static Arbitrary<PortRecord> portRecords() {
        return Combinators.combine(
                        csis().filter(csi -> csi.number().isPresent()), label(), validities(PortRecord.MAX_LIFE))
                .as((csi, to, validity) -> new PortRecord(Glue.CSIP, csi, "https://" + to, validity));
    }

    private static Arbitrary<Mapping.Entry> entries() {
        return Combinators.combine(
                        mspUris(),
                        Arbitraries.of("Business", "Caf\u00e9 \u2615", "x")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2))
                .as(Mapping.Entry::new);
    }

    static Arbitrary<Bytes> sealedEntries() {
        return Combinators.combine(
                        Arbitraries.of(Audience.Kind.values()), integers().between(0, 7), entries())
                .as(Claims::sealedEntry);
    }

    static Arbitrary<Mapping> mappings() {
        Arbitrary<SealedEntries> sealed = bytes(SealedEntries.SLOT_BYTES)
                .list()
                .ofSize(SealedEntries.SLOTS)
                .map(SealedEntries::new);
        return Combinators.combine(
                        csis(),
                        authorities(),
                        longs().between(0, Mapping.MAX_SEQUENCE),
                        validities(Duration.ofDays(30)),
                        entries().list().uniqueElements(Mapping.Entry::msp).ofMaxSize(3),
                        Arbitraries.oneOf(just(SealedEntries.NONE), sealed),
                        Arbitraries.of(KEYS)
                                .map(key -> key.publicKey().thumbprint())
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2))
                .as(Mapping::new);
    }

    static Arbitrary<String> signedMappings() {
        return attestedCsis()
                .flatMap(csi -> evidence(csi)
                        .map(evidence ->
                                new Mapping(csi, Glue.PROVIDER, 1, DAY, List.of()).sign(Glue.SIGNER, evidence)));
    }

    static Arbitrary<String> signedRemovals() {
        List<String> lost = List.of(KEYS.get(2).publicKey().thumbprint());
        return attestedCsis()
                .flatMap(csi -> Arbitraries.of(
                        new OwnerRemoval(csi, Glue.PROVIDER, 1, DAY).sign(Glue.SIGNER, attestation(csi)),
                        new Supersession(csi, Glue.PROVIDER, 1, lost, DAY).sign(Glue.SIGNER, attestation(csi)),
                        new CsipRemoval(Glue.CSIP, csi, Glue.PROVIDER, Glue.NOW, DAY).sign(Glue.CSIP_KEY)));
    }

    private static Arbitrary<Csi> attestedCsis() {
        return reachableCsis().map(csi -> csi.mailDomain().isPresent() ? new Csi("mailto:bob@example.com") : csi);
    }

    private static Arbitrary<Evidence> evidence(Csi csi) {
        Evidence plain = new Evidence(attestation(csi));
        return csi.number().isEmpty()
                ? just(plain)
                : Arbitraries.of(
                        plain,
                        new Evidence(
                                attestation(csi),
                                Optional.of(new PortRecord(Glue.CSIP, csi, Glue.CSIP, DAY).sign(Glue.CSIP_KEY))));
    }

    private static String attestation(Csi csi) {
        return new CsiAttestation(Glue.CSIP, csi, Glue.SIGNER.publicKey(), DAY).sign(Glue.CSIP_KEY);
    }

    static Arbitrary<CsipTrust> trusts() {
        Arbitrary<Csip> csips = Combinators.combine(
                        label(),
                        datedKeySets(),
                        Arbitraries.of("+1", "+49151", "+123456789012345")
                                .list()
                                .ofMaxSize(2),
                        domainNames().list().ofMaxSize(2),
                        Arbitraries.of("+1", "+44").list().ofMaxSize(2))
                .as((name, keys, prefixes, domains, ports) ->
                        new Csip("https://" + name, keys, prefixes, domains, ports));
        return csips.list().uniqueElements(Csip::issuer).ofMaxSize(3).map(CsipTrust::new);
    }

    static Arbitrary<CsipTrustFile> trustFiles() {
        return Combinators.combine(trusts(), keysUrls()).as((trust, url) -> {
            List<Csip> csips = new ArrayList<>(trust.csips());
            csips.add(new Csip("https://fetched.example", DatedKeySet.NONE, List.of("+44"), List.of(), List.of()));
            return new CsipTrustFile(new CsipTrust(csips), Map.of("https://fetched.example", url));
        });
    }

    static Arbitrary<DiscoveryProviderDocument> providerDocuments() {
        Arbitrary<DiscoveryProviderDocument.AcceptedIssuer> issuers = authorities()
                .map(name -> new DiscoveryProviderDocument.AcceptedIssuer(name, URI.create("https://" + name.name())));
        return Combinators.combine(
                        operatorNames(),
                        authorities(),
                        longs().greaterOrEqual(0),
                        issuers.list()
                                .uniqueElements(DiscoveryProviderDocument.AcceptedIssuer::name)
                                .ofMinSize(1)
                                .ofMaxSize(2),
                        trusts())
                .as(DiscoveryProviderDocument::new);
    }

    static Arbitrary<RelayDocument> relayDocuments() {
        Arbitrary<RelayDocument.Gateway> gateways = Combinators.combine(
                        Arbitraries.of("/ohttp/dp", "/a"),
                        authorities().map(name -> "https://" + name.name() + "/.well-known/ohttp-gateway"))
                .as(RelayDocument.Gateway::new);
        return Combinators.combine(operatorNames(), gateways.list().ofMinSize(1).ofMaxSize(3))
                .as(RelayDocument::new);
    }

    private static Arbitrary<OperatorName> operatorNames() {
        return Arbitraries.of("Example Ltd", "\u00c9t\u00e9").map(OperatorName::new);
    }

    static Arbitrary<LookupRequest> lookupRequests() {
        return Combinators.combine(reachableCsis(), queryProofs().optional()).as(LookupRequest::new);
    }

    static Arbitrary<LookupAnswer> lookupAnswers() {
        Arbitrary<SourceResult> sources = Combinators.combine(authorities(), Arbitraries.of(SourceOutcome.values()))
                .as(SourceResult::new);
        return Combinators.combine(
                        Arbitraries.of("e30.e30.AA", "", "a.b.c").list().ofMaxSize(3),
                        sources.list()
                                .uniqueElements(SourceResult::dp)
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(LookupAnswer::new);
    }

    static Arbitrary<Bytes> sealedBytes() {
        return shortBytes().map(Glue::seal);
    }

    static Arbitrary<Bytes> sealingKeyFiles() {
        return Combinators.combine(bytes(32), Arbitraries.of("raw", "", "\n", "\r\n"))
                .as((key, end) -> end.equals("raw")
                        ? key
                        : Bytes.ofUtf8(Base64.getEncoder().encodeToString(key.toArray()) + end));
    }

    static Arbitrary<OneTimeKey> oneTimeKeys() {
        return bytes(32).map(Glue::oneTimeKey);
    }

    static Arbitrary<TokenSigningKey> tokenSigningKeys() {
        return Arbitraries.of(Vectors.own("rfc9578-appendix-a2.json"))
                .map(vector -> Glue.tokenSigningKey(new ByteWriter()
                        .opaque16(integer(vector, "p"))
                        .opaque16(integer(vector, "q"))
                        .toBytes()));
    }

    static Arbitrary<VoprfTokenSecretKey> voprfSecretKeys() {
        return Arbitraries.of(Vectors.own("rfc9578-appendix-a1.json"))
                .map(vector -> Glue.voprfSecretKey(new ByteWriter()
                        .opaque16(contextString(1, Suite.P384_SHA384))
                        .bytes(Bytes.ofHex(vector.get("secretKey").asText()))
                        .toBytes()));
    }

    static Arbitrary<OprfSecretKey> oprfSecretKeys() {
        return bytes(31)
                .map(scalar -> Glue.oprfSecretKey(new ByteWriter()
                        .opaque16(contextString(0, Suite.P256_SHA256))
                        .uint8(1)
                        .bytes(scalar)
                        .toBytes()));
    }

    static Arbitrary<HpkeSecretKey> hpkeSecretKeys() {
        return bytes(HpkeSecretKey.BYTES).map(Glue::hpkeSecretKey);
    }

    static Arbitrary<HpkePublicKey> hpkePublicKeys() {
        return hpkeSecretKeys().map(HpkeSecretKey::publicKey);
    }

    static Arbitrary<Bytes> hpkeSealed() {
        return shortBytes().map(Glue::hpkeSeal);
    }

    /** {@code CreateContextString} of RFC 9497, Section 3.1. */
    private static Bytes contextString(int mode, Suite suite) {
        return new ByteWriter()
                .bytes(Bytes.ofUtf8("OPRFV1-"))
                .uint8(mode)
                .bytes(Bytes.ofUtf8("-" + suite))
                .toBytes();
    }

    private static Bytes integer(JsonNode vector, String field) {
        return Bytes.of(new BigInteger(vector.get(field).asText(), 16).toByteArray());
    }

    private static List<Bytes> points(Suite suite) {
        byte[] seed = new byte[48];
        return IntStream.range(0, 8)
                .mapToObj(i -> VoprfSecretKey.derive(suite, seed, Bytes.of((byte) i))
                        .publicKey()
                        .encode())
                .toList();
    }
}
