package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that a gateway offers, its favourite first: {@code application/ohttp-keys} of RFC 9458, Section 3.2. At least one,
 * with ids that differ.
 *
 * <p>Whoever asks for them must know that they come from the gateway, and that others are given the same.
 */
public record OhttpKeyConfigs(List<OhttpKeyConfig> configs) {
    /** Where a service has its gateway, and shows its keys (RFC 9540, Section 4). */
    public static final String PATH = "/.well-known/ohttp-gateway";

    public static final String MEDIA_TYPE = "application/ohttp-keys";
    public static final int MAX_BYTES = 4096;

    /** Refuses none at all, and two of one id, with {@link MalformedMessage}. */
    public OhttpKeyConfigs {
        if (configs.isEmpty()) {
            throw MalformedMessage.of("key configurations", "none that can be used");
        }
        Set<Integer> ids = new HashSet<>();
        if (!configs.stream().allMatch(config -> ids.add(config.keyId()))) {
            throw MalformedMessage.of("key_id", "stands for two keys");
        }
        configs = List.copyOf(configs);
    }

    /**
     * Those of {@code encoded} that can be used here, in their order; others are passed over.
     *
     * @throws MalformedMessage if anything is not well-formed, even beside keys that are, or there are more than
     *     {@value #MAX_BYTES} bytes
     */
    public static OhttpKeyConfigs parse(Bytes encoded) {
        if (encoded.size() > MAX_BYTES) {
            throw MalformedMessage.of("key configurations", "more than " + MAX_BYTES + " bytes");
        }
        ByteReader reader = new ByteReader(encoded);
        List<OhttpKeyConfig> configs = new ArrayList<>();
        while (reader.remaining() > 0) {
            Bytes config = reader.bytes("key configuration", reader.uint16("key configuration length"));
            OhttpKeyConfig.parse(config).ifPresent(configs::add);
        }
        return new OhttpKeyConfigs(configs);
    }

    public Bytes encode() {
        ByteWriter out = new ByteWriter();
        configs.forEach(config -> out.opaque16(config.encode()));
        return out.toBytes();
    }

    /** The key that the gateway would have clients use. */
    public OhttpKeyConfig first() {
        return configs.get(0);
    }
}
