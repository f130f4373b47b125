package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import java.time.Instant;
import java.util.Set;

/**
 * Decides whether a mapping is believed. A pure function of its arguments, for discovery provider and sender alike; it
 * costs three signature checks at most, and two where there is no port record. Safe for concurrent use.
 */
public final class MappingVerifier {
    private static final OwnerChain<Mapping> CHAIN =
            new OwnerChain<>(Document.MAPPING, Mapping.TYPE, Mapping.MAX_CHARS, Mapping::parse);

    private MappingVerifier() {}

    /**
     * The mapping that {@code compact} holds, if somebody who is entitled to attest its CSI attested the key that signed
     * it, if both documents are valid at {@code now}, and if it was made for one of {@code audiences}.
     *
     * <p>Entitled is, for a number with a {@link PortRecord}, the CSIP that the record names; for every other CSI, whoever it
     * is handed out by. A sender still has to check that the mapping is about the CSI he asked for, and that no other mapping
     * came with a later port record.
     *
     * @param audiences a discovery provider names itself, a sender those providers whose answers he accepts
     */
    public static MappingVerdict verify(String compact, CsipTrust trust, Set<Authority> audiences, Instant now) {
        try {
            OwnerChain.Checked<Mapping> chain = CHAIN.check(compact, trust, audiences, now);
            return new VerifiedMapping(compact, chain.statement(), chain.attestation(), chain.portRecord());
        } catch (Scrutiny.Disbelief e) {
            return e.refused();
        }
    }
}
