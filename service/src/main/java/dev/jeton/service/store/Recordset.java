package dev.jeton.service.store;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any number of rows in one parameter of a statement. */
public final class Recordset {
    private Recordset() {}

    /** For {@code jsonb_to_recordset(cast(cast(:parameter as text) as jsonb) -> 'rows')}. */
    public static String of(List<JsonWriter> rows) {
        Bytes json = new JsonWriter().putObjects("rows", rows).toBytes();
        return new String(json.toArray(), StandardCharsets.UTF_8);
    }
}
