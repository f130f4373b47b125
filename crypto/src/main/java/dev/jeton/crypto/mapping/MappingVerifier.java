package dev.jeton.crypto.mapping;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.JwsRefusal;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.RefusedMapping.Document;
import dev.jeton.crypto.mapping.RefusedMapping.Reason;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a mapping is believed. A pure function of its arguments, for discovery provider and sender alike; it
 * costs two signature checks at most. Safe for concurrent use.
 */
public final class MappingVerifier {
    private static final Set<String> NO_MORE_HEADERS = Set.of();
    private static final Set<String> MAPPING_HEADERS = Set.of(Mapping.ATTESTATION_HEADER);

    private MappingVerifier() {}

    /**
     * The mapping that {@code compact} holds, if somebody who is entitled to attest its CSI attested the key that signed
     * it, if both documents are valid at {@code now}, and if it was made for one of {@code audiences}.
     *
     * <p>A sender still has to check that it is about the CSI he asked for.
     *
     * @param audiences a discovery provider names itself, a sender those providers whose answers he accepts
     */
    public static MappingVerdict verify(String compact, CsipTrust trust, Set<Authority> audiences, Instant now) {
        Document reading = Document.MAPPING;
        try {
            if (compact.length() > Mapping.MAX_CHARS) {
                return refused(Document.MAPPING, Reason.TOO_LARGE);
            }
            Jws mappingJws = Jws.parse("mapping", compact, Mapping.MAX_CHARS);
            String attestationText = mappingJws.uncheckedHeader().string(Mapping.ATTESTATION_HEADER, Mapping.MAX_CHARS);

            reading = Document.ATTESTATION;
            if (attestationText.length() > CsiAttestation.MAX_CHARS) {
                return refused(Document.ATTESTATION, Reason.TOO_LARGE);
            }
            Jws attestationJws = Jws.parse("attestation", attestationText, CsiAttestation.MAX_CHARS);
            CsiAttestation attestation = CsiAttestation.parse(attestationJws.uncheckedPayload());
            Optional<Reason> reason = attestationProblem(attestationJws, attestation, trust, now);
            if (reason.isPresent()) {
                return refused(Document.ATTESTATION, reason.get());
            }

            reading = Document.MAPPING;
            Mapping mapping = Mapping.parse(mappingJws.uncheckedPayload());
            reason = mappingProblem(mappingJws, mapping, attestation, audiences, now);
            if (reason.isPresent()) {
                return refused(Document.MAPPING, reason.get());
            }
            return new VerifiedMapping(compact, mapping, attestation);
        } catch (MalformedMessage e) {
            return new RefusedMapping(reading, Reason.MALFORMED, requireNonNull(e.getMessage()));
        }
    }

    private static Optional<Reason> attestationProblem(
            Jws jws, CsiAttestation attestation, CsipTrust trust, Instant now) {
        Optional<Csip> csip = trust.find(attestation.issuer());
        if (csip.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_CSIP);
        }
        Optional<JosePublicKey> key = jws.keyId().flatMap(csip.get().keys()::find);
        if (key.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_CSIP_KEY);
        }
        Optional<JwsRefusal> refusal = jws.check(CsiAttestation.TYPE, NO_MORE_HEADERS, key.get());
        if (refusal.isPresent()) {
            return refusal.map(MappingVerifier::reason);
        }
        if (!csip.get().mayAttest(attestation.csi())) {
            return Optional.of(Reason.NOT_ENTITLED);
        }
        return untimely(attestation.validity(), now);
    }

    private static Optional<Reason> mappingProblem(
            Jws jws, Mapping mapping, CsiAttestation attestation, Set<Authority> audiences, Instant now) {
        // Told apart from a wrong signature for the owner's sake, who may have signed with a key he no longer uses.
        if (jws.keyId().filter(id -> !id.equals(attestation.key().thumbprint())).isPresent()) {
            return Optional.of(Reason.OTHER_KEY);
        }
        Optional<JwsRefusal> refusal = jws.check(Mapping.TYPE, MAPPING_HEADERS, attestation.key());
        if (refusal.isPresent()) {
            return refusal.map(MappingVerifier::reason);
        }
        if (!mapping.csi().equals(attestation.csi())) {
            return Optional.of(Reason.OTHER_CSI);
        }
        if (!audiences.contains(mapping.audience())) {
            return Optional.of(Reason.WRONG_AUDIENCE);
        }
        if (mapping.validity().expiresAt().isAfter(attestation.validity().expiresAt())) {
            return Optional.of(Reason.OUTLIVES_ATTESTATION);
        }
        return untimely(mapping.validity(), now);
    }

    private static Optional<Reason> untimely(Validity validity, Instant now) {
        if (validity.isAhead(now)) {
            return Optional.of(Reason.NOT_YET_VALID);
        }
        return validity.isOver(now) ? Optional.of(Reason.EXPIRED) : Optional.empty();
    }

    private static Reason reason(JwsRefusal refusal) {
        return switch (refusal) {
            case CRITICAL_HEADER -> Reason.CRITICAL_HEADER;
            case UNKNOWN_HEADER -> Reason.UNKNOWN_HEADER;
            case WRONG_TYPE -> Reason.WRONG_TYPE;
            case WRONG_ALGORITHM -> Reason.WRONG_ALGORITHM;
            case WRONG_SIGNATURE -> Reason.WRONG_SIGNATURE;
        };
    }

    private static RefusedMapping refused(Document document, Reason reason) {
        return new RefusedMapping(document, reason, "");
    }
}
