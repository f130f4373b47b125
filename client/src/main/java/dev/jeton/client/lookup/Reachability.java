package dev.jeton.client.lookup;

import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.List;

/** The five outcomes of a lookup that the MIMI discovery requirements tell apart (R5). */
public enum Reachability {
    /** Nobody has published a mapping for this CSI. */
    NO_MAPPING,
    /** There is a mapping and it names no provider: its owner chose not to be found. */
    OPTED_OUT,
    /** One mapping with one provider. */
    ONE_MSP,
    /** One mapping with several providers, in its owner's order of preference. */
    SEVERAL_MSPS,
    /** Several mappings, all of which count. */
    SEVERAL_MAPPINGS;

    static Reachability of(List<VerifiedMapping> mappings) {
        if (mappings.isEmpty()) {
            return NO_MAPPING;
        }
        if (mappings.stream().allMatch(verified -> verified.mapping().msps().isEmpty())) {
            return OPTED_OUT;
        }
        if (mappings.size() > 1) {
            return SEVERAL_MAPPINGS;
        }
        return mappings.get(0).mapping().msps().size() == 1 ? ONE_MSP : SEVERAL_MSPS;
    }
}
