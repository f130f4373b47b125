package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.mapping.RefusedDocument.Document;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a removal is believed: {@link MappingVerifier}'s counterpart, a pure function as well. Safe for
 * concurrent use.
 */
public final class RemovalVerifier {
    private static final OwnerChain<OwnerRemoval> BY_OWNER =
            new OwnerChain<>(Document.REMOVAL, OwnerRemoval.TYPE, Removal.MAX_CHARS, OwnerRemoval::parse);
    private static final OwnerChain<Supersession> SUPERSESSION =
            new OwnerChain<>(Document.REMOVAL, Supersession.TYPE, Removal.MAX_CHARS, Supersession::parse);
    private static final Set<String> CSIPS_HEADERS = Set.of(Mapping.PORT_HEADER);
    private static final int MAX_TYPE_CHARS = 64;

    private RemovalVerifier() {}

    /**
     * The removal that {@code compact} holds, of whichever of the three types: if a CSIP signed it who may attest the CSI, or
     * a key that such a CSIP attested, if everything is valid at {@code now}, and if it was made for one of {@code audiences}.
     */
    public static RemovalVerdict verify(String compact, CsipTrust trust, Set<Authority> audiences, Instant now) {
        Scrutiny scrutiny = new Scrutiny(Document.REMOVAL);
        try {
            Jws jws = scrutiny.jws(compact, Removal.MAX_CHARS);
            Optional<String> type = scrutiny.reading(() -> jws.uncheckedHeader().optionalString("typ", MAX_TYPE_CHARS));
            return switch (type.orElse("")) {
                case OwnerRemoval.TYPE -> verified(BY_OWNER.check(compact, trust, audiences, now));
                case Supersession.TYPE -> verified(SUPERSESSION.check(compact, trust, audiences, now));
                case CsipRemoval.TYPE -> byCsip(scrutiny, jws, trust, audiences, now);
                default -> new RefusedDocument(Document.REMOVAL, Reason.WRONG_TYPE, "");
            };
        } catch (Scrutiny.Disbelief e) {
            return e.refused();
        }
    }

    private static VerifiedRemoval byCsip(
            Scrutiny scrutiny, Jws jws, CsipTrust trust, Set<Authority> audiences, Instant now) {
        CsipRemoval removal = scrutiny.reading(() -> CsipRemoval.parse(jws.uncheckedPayload()));
        Optional<VerifiedPortRecord> port = CsipWord.portRecord(scrutiny, jws, Removal.MAX_CHARS, trust, now);
        CsipWord.Signer signer =
                CsipWord.signer(scrutiny, jws, CsipRemoval.TYPE, CSIPS_HEADERS, removal.issuer(), trust);
        CsipWord.requireEntitled(scrutiny, signer.csip(), removal.csi(), port);
        scrutiny.require(audiences.contains(removal.audience()), Reason.WRONG_AUDIENCE);
        scrutiny.requireTimely(removal.validity(), now);
        return new VerifiedRemoval(removal, Optional.empty(), port);
    }

    private static <T extends OwnerStatement & Removal> VerifiedRemoval verified(OwnerChain.Checked<T> chain) {
        return new VerifiedRemoval(chain.statement(), Optional.of(chain.attestation()), chain.portRecord());
    }
}
