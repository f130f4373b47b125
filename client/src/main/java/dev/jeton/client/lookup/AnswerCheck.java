package dev.jeton.client.lookup;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.mapping.VerifiedPortRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Believes of an answer what verifies.
 *
 * @param audiences the discovery providers whose mappings count
 */
record AnswerCheck(CsipTrust trust, Set<Authority> audiences) {
    LookupResult check(Csi asked, LookupAnswer answer, Instant now) {
        List<VerifiedMapping> verified = new ArrayList<>();
        List<RefusedDocument> dropped = new ArrayList<>();
        for (String compact : answer.mappings()) {
            MappingVerdict verdict = MappingVerifier.verify(compact, trust, audiences, now);
            if (verdict instanceof RefusedDocument refused) {
                dropped.add(refused);
            } else if (verdict instanceof VerifiedMapping mapping) {
                if (mapping.mapping().csi().equals(asked)) {
                    verified.add(mapping);
                } else {
                    dropped.add(new RefusedDocument(
                            RefusedDocument.Document.MAPPING,
                            RefusedDocument.Reason.OTHER_CSI,
                            "not the one that was asked for"));
                }
            }
        }
        Optional<PortRecord> latest = latestPort(verified);
        Map<JosePublicKey, VerifiedMapping> newest = new LinkedHashMap<>();
        for (VerifiedMapping mapping : verified) {
            if (latest.filter(port -> !counts(mapping, port)).isPresent()) {
                dropped.add(
                        new RefusedDocument(RefusedDocument.Document.ATTESTATION, RefusedDocument.Reason.PORTED, ""));
            } else {
                newest.merge(mapping.attestation().key(), mapping, AnswerCheck::newer);
            }
        }
        return new LookupResult(asked, List.copyOf(newest.values()), dropped, answer.sources());
    }

    private static Optional<PortRecord> latestPort(List<VerifiedMapping> mappings) {
        return mappings.stream()
                .flatMap(mapping -> mapping.portRecord().stream())
                .map(VerifiedPortRecord::record)
                .reduce((one, other) -> other.outranks(one) ? other : one);
    }

    /** Unless the number has moved to another CSIP since: a registry's word goes for all mappings, not for the one it came with. */
    private static boolean counts(VerifiedMapping mapping, PortRecord latest) {
        return mapping.attestation().issuer().equals(latest.servedBy())
                || mapping.portRecord()
                        .filter(own -> !latest.outranks(own.record()))
                        .isPresent();
    }

    /** A provider may serve what its owner has replaced, beside the new one; only the latest word counts. */
    private static VerifiedMapping newer(VerifiedMapping one, VerifiedMapping other) {
        return other.mapping().sequence() > one.mapping().sequence() ? other : one;
    }
}
