package dev.jeton.crypto.hostile;

import static dev.jeton.crypto.hostile.Format.exact;
import static dev.jeton.crypto.hostile.Format.exactText;
import static dev.jeton.crypto.hostile.Format.lenient;
import static dev.jeton.crypto.hostile.Format.lenientText;
import static dev.jeton.crypto.hostile.Format.sealedKey;
import static dev.jeton.crypto.voprf.Suite.P256_SHA256;
import static dev.jeton.crypto.voprf.Suite.P384_SHA384;

import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.CsiNormalizer;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.discovery.RelayDocument;
import dev.jeton.crypto.hpke.HpkePublicKey;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.KeysUrl;
import dev.jeton.crypto.mapping.Claims;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenPublicKey;
import dev.jeton.crypto.token.VoprfTokenRequest;
import dev.jeton.crypto.token.VoprfTokenResponse;
import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.voprf.DleqProof;
import dev.jeton.crypto.voprf.EvaluatedElement;
import dev.jeton.crypto.voprf.VoprfPublicKey;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;

/**
 * Every parser of this module. Properties, replay, hostile inputs and fuzz targets are all made from this list, and a test
 * fails if a parser is missing: to add one, add a line, and some inputs in {@code src/test/resources/corpus}.
 */
@SuppressWarnings("ImmutableEnumChecker") // Functions do not change.
enum Parser {
    VARINT_VECTOR(exact(Glue::vector, Glue::vectorOf), Samples::shortBytes),
    BASE64URL(lenientText(text -> Bytes.ofBase64Url("field", text), Bytes::toBase64Url), Samples::shortBytes),
    JSON(exact(Glue::json, json -> json), Samples::jsonObjects),

    CSI(exactText(Csi::parse, Csi::uri), Samples::csis),
    TYPED_CSI(lenientText(CsiNormalizer::normalize, Csi::uri), Samples::reachableCsis),
    TYPED_NATIONAL_NUMBER(lenientText(text -> CsiNormalizer.normalize(text, "DE"), Csi::uri), Samples::reachableCsis),
    CSI_URI(lenientText(CsiNormalizer::normalizeUri, Csi::uri), Samples::reachableCsis),
    AUTHORITY(exactText(Authority::parse, Authority::name), Samples::authorities),
    DOMAIN_NAME(exactText(DomainName::parse, DomainName::name), Samples::domainNames),
    MSP_URI(exactText(MspUri::parse, MspUri::uri), Samples::mspUris),

    TOKEN_TYPE(lenient(TokenType::of, Glue::tokenType), Samples::tokenTypes),
    TOKEN(exact(Token::parse, Token::encode), Samples::tokens),
    TOKEN_CHALLENGE(exact(TokenChallenge::parse, TokenChallenge::encode), Samples::challenges),
    TOKEN_REQUEST(exact(TokenRequest::parse, TokenRequest::encode), Samples::tokenRequests),
    TOKEN_RESPONSE(exact(TokenResponse::parse, TokenResponse::encode), Samples::tokenResponses),
    GENERIC_BATCH_REQUEST(
            exact(GenericBatchTokenRequest::parse, GenericBatchTokenRequest::encode), Samples::genericBatchRequests),
    GENERIC_BATCH_RESPONSE(
            exact(GenericBatchTokenResponse::parse, GenericBatchTokenResponse::encode), Samples::genericBatchResponses),
    TOKEN_PUBLIC_KEY(exact(TokenPublicKey::parse, TokenPublicKey::encode).withArithmetic(), Samples::tokenPublicKeys),
    VOPRF_TOKEN_REQUEST(
            exact(VoprfTokenRequest::parse, VoprfTokenRequest::encode).withArithmetic(), Samples::voprfTokenRequests),
    VOPRF_TOKEN_RESPONSE(
            exact(VoprfTokenResponse::parse, VoprfTokenResponse::encode).withArithmetic(),
            Samples::voprfTokenResponses),
    AMORTIZED_BATCH_REQUEST(
            exact(AmortizedBatchTokenRequest::parse, AmortizedBatchTokenRequest::encode)
                    .withArithmetic(),
            Samples::amortizedBatchRequests),
    AMORTIZED_BATCH_RESPONSE(
            exact(AmortizedBatchTokenResponse::parse, AmortizedBatchTokenResponse::encode)
                    .withArithmetic(),
            Samples::amortizedBatchResponses),
    VOPRF_TOKEN_PUBLIC_KEY(
            exact(VoprfTokenPublicKey::parse, VoprfTokenPublicKey::encode).withArithmetic(), Samples::voprfPublicKeys),
    ISSUER_DIRECTORY(
            lenient(IssuerDirectory::parse, IssuerDirectory::encode).withArithmetic(), Samples::issuerDirectories),

    P256_PUBLIC_KEY(
            exact(bytes -> VoprfPublicKey.parse(P256_SHA256, bytes), VoprfPublicKey::encode)
                    .withArithmetic(),
            Samples::p256PublicKeys),
    P384_BLINDED_ELEMENT(
            exact(bytes -> BlindedElement.parse(P384_SHA384, "field", bytes), BlindedElement::encode)
                    .withArithmetic(),
            Samples::blindedElements),
    P384_EVALUATED_ELEMENT(
            exact(bytes -> EvaluatedElement.parse(P384_SHA384, "field", bytes), EvaluatedElement::encode)
                    .withArithmetic(),
            Samples::evaluatedElements),
    P384_PROOF(exact(bytes -> DleqProof.parse(P384_SHA384, "field", bytes), DleqProof::encode), Samples::proofs),

    HPKE_PUBLIC_KEY(
            exact(bytes -> HpkePublicKey.parse("field", bytes), HpkePublicKey::encode)
                    .withArithmetic(),
            Samples::hpkePublicKeys),
    HPKE_SEALED(exact(Glue::hpkeOpen, bytes -> bytes).withArithmetic(), Samples::hpkeSealed),

    BINARY_REQUEST(lenient(BinaryRequest::parse, BinaryRequest::encode), Oblivious::binaryRequests),
    BINARY_RESPONSE(lenient(BinaryResponse::parse, BinaryResponse::encode), Oblivious::binaryResponses),
    HTTP_DATE(exactText(HttpDate::parse, HttpDate::format), Oblivious::times),
    OHTTP_KEY_CONFIGS(lenient(OhttpKeyConfigs::parse, OhttpKeyConfigs::encode).withArithmetic(), Oblivious::keyConfigs),
    OHTTP_REQUEST(exact(Oblivious::decapsulate, bytes -> bytes).withArithmetic(), Oblivious::requests),
    OHTTP_RESPONSE(exact(Oblivious::open, bytes -> bytes), Oblivious::responses),

    CHALLENGE_HEADER(lenientText(Glue::challengeHeader, Glue::challengeHeader), Samples::challengeHeaders),
    CREDENTIALS_HEADER(lenientText(Glue::credentials, PrivateTokenCredentials::encode), Samples::credentials),
    QUERY_PROOF(exact(Glue::queryProof, Glue::queryProof).withArithmetic(), Samples::queryProofs),
    PROBLEM(lenient(Glue::problem, Problem::encode), Samples::problems),

    JWS(exactText(Glue::jws, Jws::compact).withArithmetic(), Samples::jwss),
    JWK(lenient(Glue::jwk, key -> key.toJwk().toBytes()), Samples::jwks),
    JWK_SET(lenient(JwkSet::parse, set -> set.toJson().toBytes()), Samples::jwkSets),
    DATED_KEY_SET(lenient(DatedKeySet::parse, set -> set.toJson().toBytes()), Samples::datedKeySets),
    KEYS_URL(exactText(KeysUrl::parse, URI::toString), Samples::keysUrls),
    SIGNING_KEY_FILE(lenient(Glue::signingKeyFile, Glue::signingKeyFile), Samples::signingKeys),

    SENDER_ATTESTATION(lenient(Glue::senderAttestation, Glue::senderAttestation), Samples::senderAttestations),
    OPERATOR_CREDENTIAL(lenient(Glue::operatorCredential, Glue::operatorCredential), Samples::operatorCredentials),
    CSI_ATTESTATION_CLAIMS(lenient(Claims::attestation, Claims::encode), Samples::csiAttestations),
    PORT_RECORD_CLAIMS(lenient(Claims::portRecord, Claims::encode), Samples::portRecords),
    MAPPING_CLAIMS(lenient(Claims::mapping, Claims::encode), Samples::mappings),
    MAPPING(exactText(Glue::signedMapping, text -> text).withArithmetic(), Samples::signedMappings),
    REMOVAL(exactText(Glue::signedRemoval, text -> text).withArithmetic(), Samples::signedRemovals),
    SEALED_ENTRY(exact(Claims::sealedEntry, bytes -> bytes), Samples::sealedEntries),
    CSIP_TRUST_FILE(lenient(CsipTrustFile::parse, CsipTrustFile::encode), Samples::trustFiles),
    CSIP_TRUST(lenient(CsipTrust::parse, CsipTrust::encode), Samples::trusts),

    DISCOVERY_PROVIDER(
            lenient(DiscoveryProviderDocument::parse, DiscoveryProviderDocument::encode), Samples::providerDocuments),
    RELAY(lenient(RelayDocument::parse, RelayDocument::encode), Samples::relayDocuments),
    LOOKUP_REQUEST(lenient(LookupRequest::parse, LookupRequest::encode), Samples::lookupRequests),
    LOOKUP_ANSWER(lenient(LookupAnswer::parse, LookupAnswer::encode), Samples::lookupAnswers),

    SEALED(exact(Glue::open, bytes -> bytes), Samples::sealedBytes),
    SEALING_KEY_FILE(exact(Glue::sealingKeyFile, content -> content), Samples::sealingKeyFiles),
    ONE_TIME_KEY(sealedKey(Glue::oneTimeKey, Glue::oneTimeKey), Samples::oneTimeKeys),
    TOKEN_SIGNING_KEY(sealedKey(Glue::tokenSigningKey, Glue::tokenSigningKey), Samples::tokenSigningKeys),
    VOPRF_TOKEN_SECRET_KEY(sealedKey(Glue::voprfSecretKey, Glue::voprfSecretKey), Samples::voprfSecretKeys),
    OPRF_SECRET_KEY(sealedKey(Glue::oprfSecretKey, Glue::oprfSecretKey), Samples::oprfSecretKeys),
    HPKE_SECRET_KEY(sealedKey(Glue::hpkeSecretKey, Glue::hpkeSecretKey), Samples::hpkeSecretKeys);

    private final Format<?> format;
    private final Supplier<Arbitrary<Bytes>> encodings;

    <T> Parser(Format<T> format, Supplier<Arbitrary<T>> values) {
        this.format = format;
        this.encodings = () -> values.get().map(value -> {
            Contract.requireRoundTrip(name(), format, value);
            return format.encode().apply(value);
        });
    }

    Format<?> format() {
        return format;
    }

    /** Encodings of generated values, after it has been seen that each value comes back from its encoding. */
    Arbitrary<Bytes> encodings() {
        // The edge cases of nine fields, multiplied, are too many to hold.
        return encodings.get().withoutEdgeCases();
    }

    /** Its name in file names. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
