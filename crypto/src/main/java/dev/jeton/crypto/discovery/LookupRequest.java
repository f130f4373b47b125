package dev.jeton.crypto.discovery;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.CsiNormalizer;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Optional;
import java.util.Set;

/**
 * A sender's question: {@code {"csi": "tel:+...", "proof": {"public-key": "...", "signature": "..."}}}.
 *
 * <p>Nothing else is in it and unknown members are refused: whatever a client adds to its questions tells it from other
 * clients, and a misspelled proof would be dropped in silence.
 *
 * @param proof ties the question to the token; without it only the provider that is asked can answer
 */
public record LookupRequest(Csi csi, Optional<QueryProof> proof) {
    public static final String PATH = "/v1/lookups";
    public static final String MEDIA_TYPE = "application/json";
    public static final int MAX_BYTES = 1024;

    private static final Set<String> MEMBERS = Set.of("csi", "proof");
    private static final Set<String> PROOF_MEMBERS = Set.of("public-key", "signature");

    /**
     * Reads a question. Its CSI may be spelled in any way that {@link CsiNormalizer} knows; the proof is over the canonical
     * one.
     *
     * @throws MalformedMessage naming {@code csi} where that is there and spells no CSI, or another field
     */
    public static LookupRequest parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("lookup", encoded, MAX_BYTES);
        requireOnly("lookup", MEMBERS, json);
        Optional<QueryProof> proof = json.optionalObject("proof").map(LookupRequest::proof);
        return new LookupRequest(CsiNormalizer.normalizeUri(json.string("csi", MAX_BYTES)), proof);
    }

    public Bytes encode() {
        JsonWriter json = new JsonWriter().put("csi", csi.uri());
        proof.ifPresent(p -> json.put(
                "proof",
                new JsonWriter()
                        .put("public-key", p.publicKey().toBase64Url())
                        .put("signature", p.signature().toBase64Url())));
        return json.toBytes();
    }

    private static QueryProof proof(JsonObject json) {
        requireOnly("proof", PROOF_MEMBERS, json);
        return new QueryProof(
                json.base64Url("public-key", QueryProof.PUBLIC_KEY_BYTES),
                json.base64Url("signature", QueryProof.SIGNATURE_BYTES));
    }

    private static void requireOnly(String field, Set<String> members, JsonObject json) {
        if (!members.containsAll(json.members())) {
            throw MalformedMessage.of(field, "has an unknown member");
        }
    }
}
