package dev.jeton.client.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.Evidence;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.OwnerRemoval;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.mapping.Removal;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.mapping.Supersession;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A CSI of one's own: the CSIP's attestation and the key that it attests, and a port record where the number has moved.
 * Safe for concurrent use.
 *
 * <p>Their signatures are the discovery provider's to check, and every sender's; the owner got them from his CSIP.
 */
public final class OwnedCsi {
    private static final String ISSUER = "iss";
    private static final String SUBJECT = "sub";
    private static final String SERVED_BY = "to";

    private final Evidence evidence;
    private final JoseSigningKey key;
    private final String csip;
    private final Csi csi;
    private final Instant until;

    private OwnedCsi(Evidence evidence, JoseSigningKey key, String csip, Csi csi, Instant until) {
        this.evidence = evidence;
        this.key = key;
        this.csip = csip;
        this.csi = csi;
        this.until = until;
    }

    /**
     * The CSI that {@code attestation}, a compact JWS, attests to {@code key}.
     *
     * @throws MalformedMessage if it is no attestation, or attests another key
     */
    public static OwnedCsi of(String attestation, JoseSigningKey key) {
        JsonObject claims =
                Jws.parse("attestation", attestation, CsiAttestation.MAX_CHARS).uncheckedPayload();
        if (!JosePublicKey.parse(claims.object("cnf").object("jwk")).equals(key.publicKey())) {
            throw MalformedMessage.of("cnf.jwk", "the attestation is for another key than this one");
        }
        return new OwnedCsi(
                new Evidence(attestation),
                key,
                claims.string(ISSUER, Csip.MAX_ISSUER_CHARS),
                csi(claims),
                Validity.parse(claims).expiresAt());
    }

    /**
     * The same for a number that has moved to the CSIP: {@code portRecord} is a number registry's word for it, a {@link
     * PortRecord} as a compact JWS.
     *
     * @throws MalformedMessage if it is no port record, or one of another number or CSIP
     */
    public OwnedCsi ported(String portRecord) {
        JsonObject claims =
                Jws.parse("port record", portRecord, PortRecord.MAX_CHARS).uncheckedPayload();
        if (!csi(claims).equals(csi)) {
            throw MalformedMessage.of(SUBJECT, "the port record is of another number than the attestation");
        }
        if (!claims.string(SERVED_BY, Csip.MAX_ISSUER_CHARS).equals(csip)) {
            throw MalformedMessage.of(SERVED_BY, "the port record names another CSIP than the attestation's");
        }
        Instant recorded = Validity.parse(claims).expiresAt();
        return new OwnedCsi(
                new Evidence(evidence.attestation(), Optional.of(portRecord)),
                key,
                csip,
                csi,
                recorded.isBefore(until) ? recorded : until);
    }

    private static Csi csi(JsonObject claims) {
        return Csi.parse(SUBJECT, claims.string(SUBJECT, Csi.MAX_CHARS));
    }

    public Csi csi() {
        return csi;
    }

    /** When the attestation ends, or the port record with it, and with them everything that is published under them. */
    public Instant attestedUntil() {
        return until;
    }

    /**
     * A mapping that holds from now until the attestation ends, and says the same to everybody. It has
     * {@value SealedEntries#SLOTS} sealed slots none the less, so that those who seal something do not stand out.
     *
     * @param sequence greater than that of every mapping that this key has signed before
     * @param msps the providers in order of preference; none: "I choose not to be found"
     * @throws MalformedMessage if the attestation has ended, or for too many or repeated providers
     */
    public Mapping mapping(Authority discoveryProvider, long sequence, Instant now, List<Mapping.Entry> msps) {
        return mapping(discoveryProvider, sequence, now, msps, List.of());
    }

    /**
     * The same with entries for some senders, which nobody else sees; they read these in place of {@code msps}.
     *
     * @param sealed at most {@value SealedEntries#SLOTS}, those for one audience in order of preference
     * @throws MalformedMessage also for more of these, or too long ones
     */
    public Mapping mapping(
            Authority discoveryProvider,
            long sequence,
            Instant now,
            List<Mapping.Entry> msps,
            List<SealedEntries.For> sealed) {
        return new Mapping(
                csi,
                discoveryProvider,
                sequence,
                new Validity(now, attestedUntil()),
                msps,
                SealedEntries.seal(discoveryProvider, csi, key.publicKey(), sealed),
                List.of());
    }

    /**
     * {@code mapping} again, announcing that it supersedes those of the keys with these thumbprints.
     *
     * @throws MalformedMessage if one is none, or this key's own
     */
    public Mapping superseding(Mapping mapping, List<String> thumbprints) {
        if (thumbprints.contains(key.publicKey().thumbprint())) {
            throw MalformedMessage.of("supersedes", "that is the key which publishes");
        }
        return new Mapping(
                csi,
                mapping.audience(),
                mapping.sequence(),
                mapping.validity(),
                mapping.msps(),
                mapping.sealed(),
                thumbprints);
    }

    /** The removal of all that this key has published at {@code discoveryProvider} up to {@code sequence}. */
    public OwnerRemoval removal(Authority discoveryProvider, long sequence, Instant now) {
        return new OwnerRemoval(csi, discoveryProvider, sequence, brief(now));
    }

    /**
     * The confirmation of what this key's mapping with {@code sequence} announces to supersede at {@code discoveryProvider}.
     *
     * @throws MalformedMessage if there is nothing to supersede, or a thumbprint is none
     */
    public Supersession confirmation(
            Authority discoveryProvider, long sequence, List<String> thumbprints, Instant now) {
        return new Supersession(csi, discoveryProvider, sequence, thumbprints, brief(now));
    }

    /** The mapping as a compact JWS. */
    public String sign(Mapping mapping) {
        return mapping.sign(key, evidence);
    }

    /** The removal as a compact JWS. */
    public String sign(OwnerRemoval removal) {
        return removal.sign(key, evidence);
    }

    /** The confirmation as a compact JWS. */
    public String sign(Supersession confirmation) {
        return confirmation.sign(key, evidence);
    }

    /** Long enough for a provider that is down for a while. */
    private Validity brief(Instant now) {
        Instant end = now.plus(Removal.MAX_LIFE);
        return new Validity(now, end.isBefore(attestedUntil()) ? end : attestedUntil());
    }

    @Override
    public String toString() {
        return "OwnedCsi[" + csi.kind() + "]";
    }
}
