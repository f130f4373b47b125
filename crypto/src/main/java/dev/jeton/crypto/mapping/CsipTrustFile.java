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
import org.jspecify.annotations.Nullable;

/**
 * The CSIPs that a discovery provider's operator trusts: {@link CsipTrust}'s document, in which a CSIP may have {@code
 * jwks-uri} in place of {@code jwks}. The provider fetches those keys and publishes the list with them, so that no sender
 * fetches anything for one CSIP.
 *
 * @param csips without keys where they are fetched
 * @param keysAt where, by the CSIP's name
 */
public record CsipTrustFile(CsipTrust csips, Map<String, URI> keysAt) {
    /** The most bytes that the keys of one CSIP take in the list, if they are fetched: 16 keys named by their thumbprints. */
    public static final int MAX_FETCHED_BYTES = 4096;

    private static final String KEYS_AT = "jwks-uri";

    /**
     * Refuses a list that could have more than {@link CsipTrust#MAX_BYTES} with {@link MalformedMessage}: there is room for all
     * that CSIPs may publish, so that no CSIP's keys can keep another's, or the operator's next file, from being taken over.
     */
    public CsipTrustFile {
        keysAt = Map.copyOf(keysAt);
        int most = CsipTrust.MAX_BYTES - keysAt.size() * MAX_FETCHED_BYTES;
        int size = csips.putInto(new JsonWriter()).toBytes().size();
        if (size > most) {
            throw MalformedMessage.of(
                    CsipTrust.MEMBER,
                    "at most " + most + " bytes beside " + MAX_FETCHED_BYTES + " for each jwks-uri, got " + size);
        }
    }

    /**
     * Reads what a CSIP publishes; {@link MalformedMessage} if that is not well-formed, or would take more than
     * {@value #MAX_FETCHED_BYTES} bytes in the list, where a key has no members but ours.
     */
    public static DatedKeySet parseKeys(Bytes encoded) {
        DatedKeySet keys = DatedKeySet.parse(encoded);
        int size = listedSize(keys);
        if (size > MAX_FETCHED_BYTES) {
            throw MalformedMessage.of("JWK set", "at most " + MAX_FETCHED_BYTES + " bytes in the list, got " + size);
        }
        return keys;
    }

    private static int listedSize(DatedKeySet keys) {
        return keys.toJson().toBytes().size();
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
     * The list with the keys that were fetched, by the CSIP's name. A CSIP whose keys are not among them, or are more than
     * {@link #parseKeys} lets through, is listed without.
     */
    public CsipTrust resolved(Map<String, DatedKeySet> fetched) {
        return new CsipTrust(csips.csips().stream()
                .map(csip ->
                        keysAt.containsKey(csip.issuer()) ? csip.withKeys(listable(fetched.get(csip.issuer()))) : csip)
                .toList());
    }

    private static DatedKeySet listable(@Nullable DatedKeySet fetched) {
        return fetched != null && listedSize(fetched) <= MAX_FETCHED_BYTES ? fetched : DatedKeySet.NONE;
    }
}
