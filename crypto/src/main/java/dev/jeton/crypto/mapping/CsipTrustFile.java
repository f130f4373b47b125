package dev.jeton.crypto.mapping;

import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.KeysUrl;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The CSIPs that a discovery provider's operator trusts: {@link CsipTrust}'s document, in which a CSIP may have {@code
 * jwks-uri} in place of {@code jwks}. The provider fetches those keys and publishes the list with them, so that no sender
 * fetches anything for one CSIP.
 *
 * @param csips without keys where they are fetched
 * @param keysAt where, by the CSIP's name
 */
public record CsipTrustFile(CsipTrust csips, Map<String, URI> keysAt) {
    private static final String KEYS_AT = "jwks-uri";

    public CsipTrustFile {
        keysAt = Map.copyOf(keysAt);
    }

    /** Reads the operator's file; {@link MalformedMessage} naming the member that is not well-formed. */
    public static CsipTrustFile parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("CSIP trust", encoded, CsipTrust.MAX_BYTES);
        List<Csip> csips = new ArrayList<>();
        Map<String, URI> keysAt = new HashMap<>();
        for (JsonObject entry : json.objects(CsipTrust.MEMBER, CsipTrust.MAX_CSIPS)) {
            if (entry.has(KEYS_AT) == entry.has(Csip.KEYS)) {
                throw MalformedMessage.of(entry.pathOf(Csip.KEYS), "expected either jwks or jwks-uri");
            }
            if (entry.has(KEYS_AT)) {
                Csip csip = Csip.parse(entry, DatedKeySet.NONE);
                keysAt.put(
                        csip.issuer(), KeysUrl.parse(entry.pathOf(KEYS_AT), entry.string(KEYS_AT, KeysUrl.MAX_CHARS)));
                csips.add(csip);
            } else {
                csips.add(Csip.parse(entry));
            }
        }
        return new CsipTrustFile(new CsipTrust(csips), keysAt);
    }

    /** The file that {@link #parse} reads. */
    public Bytes encode() {
        return new JsonWriter()
                .putObjects(
                        CsipTrust.MEMBER,
                        csips.csips().stream().map(this::toJson).toList())
                .toBytes();
    }

    private JsonWriter toJson(Csip csip) {
        URI url = keysAt.get(csip.issuer());
        return url == null
                ? csip.toJson()
                : csip.putRangesInto(new JsonWriter().put("iss", csip.issuer()).put(KEYS_AT, url.toString()));
    }

    /**
     * The list with the keys that were fetched, by the CSIP's name. A CSIP whose keys are not among them is listed without.
     *
     * @throws MalformedMessage if it has more than {@link CsipTrust#MAX_BYTES} with them
     */
    public CsipTrust resolved(Map<String, DatedKeySet> fetched) {
        CsipTrust resolved = new CsipTrust(csips.csips().stream()
                .map(csip -> keysAt.containsKey(csip.issuer())
                        ? csip.withKeys(fetched.getOrDefault(csip.issuer(), DatedKeySet.NONE))
                        : csip)
                .toList());
        var unused = resolved.encode();
        return resolved;
    }
}
