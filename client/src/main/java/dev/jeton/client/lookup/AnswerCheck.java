package dev.jeton.client.lookup;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Believes of an answer what verifies.
 *
 * @param audiences the discovery providers whose mappings count
 */
record AnswerCheck(CsipTrust trust, Set<Authority> audiences) {
    LookupResult check(Csi asked, LookupAnswer answer, Instant now) {
        Map<JosePublicKey, VerifiedMapping> newest = new LinkedHashMap<>();
        List<RefusedDocument> dropped = new ArrayList<>();
        for (String compact : answer.mappings()) {
            MappingVerdict verdict = MappingVerifier.verify(compact, trust, audiences, now);
            if (verdict instanceof RefusedDocument refused) {
                dropped.add(refused);
            } else if (verdict instanceof VerifiedMapping verified) {
                if (verified.mapping().csi().equals(asked)) {
                    newest.merge(verified.attestation().key(), verified, AnswerCheck::newer);
                } else {
                    dropped.add(new RefusedDocument(
                            RefusedDocument.Document.MAPPING,
                            RefusedDocument.Reason.OTHER_CSI,
                            "not the one that was asked for"));
                }
            }
        }
        return new LookupResult(asked, List.copyOf(newest.values()), dropped, answer.sources());
    }

    /** A provider may serve what its owner has replaced, beside the new one; only the latest word counts. */
    private static VerifiedMapping newer(VerifiedMapping one, VerifiedMapping other) {
        return other.mapping().sequence() > one.mapping().sequence() ? other : one;
    }
}
