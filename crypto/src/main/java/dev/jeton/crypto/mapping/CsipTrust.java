package dev.jeton.crypto.mapping;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;

/**
 * The CSIPs whose attestations somebody believes: {@code {"csips": [...]}}, in a sender's trust file and in a discovery
 * provider's document alike. Always the full list: to ask for one CSIP would say whose number is looked for.
 *
 * @param csips at most {@value #MAX_CSIPS}, each named once
 */
public record CsipTrust(List<Csip> csips) {
    public static final int MAX_CSIPS = 256;
    public static final int MAX_BYTES = 1 << 20;

    static final String MEMBER = "csips";

    /** Refuses too many and a name given twice with {@link MalformedMessage}. */
    public CsipTrust {
        csips = List.copyOf(csips);
        if (csips.size() > MAX_CSIPS) {
            throw MalformedMessage.of(MEMBER, "at most " + MAX_CSIPS + " elements, got " + csips.size());
        }
        if (csips.stream().map(Csip::issuer).distinct().count() != csips.size()) {
            throw MalformedMessage.of(MEMBER, "one iss twice");
        }
    }

    /** Reads a document that stands alone; {@link MalformedMessage} if it is not well-formed. */
    public static CsipTrust parse(Bytes encoded) {
        return parse(JsonObject.parse("CSIP trust", encoded, MAX_BYTES));
    }

    /** Reads the list from a larger document; {@link MalformedMessage} if it is not well-formed. */
    public static CsipTrust parse(JsonObject json) {
        return new CsipTrust(
                json.objects(MEMBER, MAX_CSIPS).stream().map(Csip::parse).toList());
    }

    /** The document that {@link #parse(Bytes)} reads; {@link MalformedMessage} if it has more than {@link #MAX_BYTES}. */
    public Bytes encode() {
        Bytes encoded = putInto(new JsonWriter()).toBytes();
        if (encoded.size() > MAX_BYTES) {
            throw MalformedMessage.of("CSIP trust", "at most " + MAX_BYTES + " bytes, got " + encoded.size());
        }
        return encoded;
    }

    /** Adds the list to a larger document. */
    public JsonWriter putInto(JsonWriter json) {
        return json.putObjects(MEMBER, csips.stream().map(Csip::toJson).toList());
    }

    public Optional<Csip> find(String issuer) {
        return csips.stream().filter(csip -> csip.issuer().equals(issuer)).findFirst();
    }
}
