/**
 * Verifiable mappings: what the owner of a CSI says about the providers that reach him, and what makes it believable
 * without trust in the discovery provider that passes it on.
 *
 * <p>A provider of CSIs (CSIP: a carrier, a mail host) signs a {@link dev.jeton.crypto.mapping.CsiAttestation}: this
 * CSI belongs to the holder of this key. With that key the owner signs a {@link dev.jeton.crypto.mapping.Mapping}, which
 * carries the attestation in its header. {@link dev.jeton.crypto.mapping.MappingVerifier} checks the chain against a
 * {@link dev.jeton.crypto.mapping.CsipTrust}: the discovery provider before it stores a mapping, the sender again after
 * it received one. {@link dev.jeton.crypto.mapping.Removal}s take back what was said, by the same key or by the CSIP, and
 * {@link dev.jeton.crypto.mapping.RemovalVerifier} checks them.
 *
 * <p>A number that has moved to another CSIP keeps its prefix. A {@link dev.jeton.crypto.mapping.PortRecord} by a number
 * registry, which travels beside the attestation, then says who may attest it.
 *
 * <p>Some entries are for some senders alone: {@link dev.jeton.crypto.mapping.SealedEntries} are eight slots of one size, of
 * which nobody but the audience knows whether anything is in them. Not hidden are the entries for everybody, and whether there
 * are slots at all.
 *
 * <p>All documents are compact JWS. Payload members that are not known are ignored, as RFC 7519, Section 4 asks of JWT
 * claims: a newer owner stays reachable for older senders. What must not be ignored comes as another {@code typ} or a
 * {@code crit} header, and both are refused.
 */
@NullMarked
package dev.jeton.crypto.mapping;

import org.jspecify.annotations.NullMarked;
