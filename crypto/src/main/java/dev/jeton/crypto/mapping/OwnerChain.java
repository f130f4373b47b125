package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The chain from a CSIP that is trusted to what the owner of a CSI signed. Costs three signature checks at most, and two where
 * there is no port record.
 *
 * @param document what the owner signed, for refusals
 * @param maxChars the most characters that it has, with the evidence
 */
record OwnerChain<T extends OwnerStatement>(
        Document document, String type, int maxChars, Function<JsonObject, T> parser) {
    private static final Set<String> HEADERS = Set.of(Mapping.ATTESTATION_HEADER, Mapping.PORT_HEADER);

    /** A chain that holds. */
    record Checked<T>(T statement, CsiAttestation attestation, Optional<VerifiedPortRecord> portRecord) {}

    /** @throws Scrutiny.Disbelief for the first reason that speaks against it */
    Checked<T> check(String compact, CsipTrust trust, Set<Authority> audiences, Instant now) {
        Scrutiny scrutiny = new Scrutiny(document);
        Jws jws = scrutiny.jws(compact, maxChars);
        String attestationText =
                scrutiny.reading(() -> jws.uncheckedHeader().string(Mapping.ATTESTATION_HEADER, maxChars));
        Optional<VerifiedPortRecord> port = CsipWord.portRecord(scrutiny, jws, maxChars, trust, now);
        CsiAttestation attestation = attestation(attestationText, port, trust, now);

        T statement = scrutiny.reading(() -> parser.apply(jws.uncheckedPayload()));
        // Told apart from a wrong signature for the owner's sake, who may have signed with a key he no longer uses.
        String owner = attestation.key().thumbprint();
        scrutiny.require(
                scrutiny.reading(jws::keyId).filter(id -> !id.equals(owner)).isEmpty(), Reason.OTHER_KEY);
        scrutiny.requireNone(scrutiny.reading(() -> jws.check(type, HEADERS, attestation.key())));
        scrutiny.require(statement.csi().equals(attestation.csi()), Reason.OTHER_CSI);
        scrutiny.require(audiences.contains(statement.audience()), Reason.WRONG_AUDIENCE);
        scrutiny.require(
                !statement.validity().expiresAt().isAfter(attestation.validity().expiresAt()),
                Reason.OUTLIVES_ATTESTATION);
        scrutiny.require(
                port.filter(verified -> statement
                                .validity()
                                .expiresAt()
                                .isAfter(verified.record().validity().expiresAt()))
                        .isEmpty(),
                Reason.OUTLIVES_PORT_RECORD);
        scrutiny.requireTimely(statement.validity(), now);
        return new Checked<>(statement, attestation, port);
    }

    private static CsiAttestation attestation(
            String compact, Optional<VerifiedPortRecord> port, CsipTrust trust, Instant now) {
        Scrutiny scrutiny = Scrutiny.OF_ATTESTATION;
        Jws jws = scrutiny.jws(compact, CsiAttestation.MAX_CHARS);
        CsiAttestation attestation = scrutiny.reading(() -> CsiAttestation.parse(jws.uncheckedPayload()));
        CsipWord.Signer signer =
                CsipWord.signer(scrutiny, jws, CsiAttestation.TYPE, Set.of(), attestation.issuer(), trust);
        CsipWord.requireEntitled(scrutiny, signer.csip(), attestation.csi(), port);
        scrutiny.requireTimely(attestation.validity(), now);
        return attestation;
    }
}
