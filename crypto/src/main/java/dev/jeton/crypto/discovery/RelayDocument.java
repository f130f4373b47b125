package dev.jeton.crypto.discovery;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a relay publishes about itself, as far as a client needs it:
 *
 * <pre>
 * {"operator": "Example Relay",
 *  "gateways": [{"path": "/ohttp/dp", "gateway": "https://dp.example/.well-known/ohttp-gateway"}]}
 * </pre>
 *
 * @param gateways where it forwards to: 1 to {@value #MAX_GATEWAYS}
 */
public record RelayDocument(OperatorName operator, List<Gateway> gateways) {
    public static final String PATH = "/.well-known/jeton-relay";
    public static final String MEDIA_TYPE = "application/json";
    public static final int MAX_BYTES = 256 * 1024;
    public static final int MAX_GATEWAYS = 64;

    /**
     * One gateway behind the relay.
     *
     * @param path of the relay, where it takes requests for the gateway
     * @param url the gateway's own, to be compared and not to be called
     */
    public record Gateway(String path, String url) {
        private static final int MAX_PATH_CHARS = 128;
        private static final int MAX_URL_CHARS = 2048;
        private static final Pattern FORM = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

        /** Refuses a path that could lead out of the relay with {@link MalformedMessage}. */
        public Gateway {
            if (path.length() > MAX_PATH_CHARS || !FORM.matcher(path).matches()) {
                throw MalformedMessage.of("path", "not an absolute path of plain segments");
            }
        }

        static Gateway parse(JsonObject json) {
            return new Gateway(json.string("path", MAX_PATH_CHARS), json.string("gateway", MAX_URL_CHARS));
        }
    }

    /** Refuses no gateways, and too many, with {@link MalformedMessage}. */
    public RelayDocument {
        gateways = List.copyOf(gateways);
        if (gateways.isEmpty() || gateways.size() > MAX_GATEWAYS) {
            throw MalformedMessage.of("gateways", "expected 1 to " + MAX_GATEWAYS + ", got " + gateways.size());
        }
    }

    /** Reads a relay's document; {@link MalformedMessage} if it is not well-formed. Unknown members are ignored. */
    public static RelayDocument parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("relay document", encoded, MAX_BYTES);
        return new RelayDocument(
                new OperatorName(json.string("operator", OperatorName.MAX_CHARS)),
                json.objects("gateways", MAX_GATEWAYS).stream()
                        .map(Gateway::parse)
                        .toList());
    }

    /** The document that {@link #parse} reads. */
    public Bytes encode() {
        return new JsonWriter()
                .put("operator", operator.name())
                .putObjects(
                        "gateways",
                        gateways.stream()
                                .map(gateway -> new JsonWriter()
                                        .put("path", gateway.path())
                                        .put("gateway", gateway.url()))
                                .toList())
                .toBytes();
    }

    /** Where this relay takes requests for the gateway at {@code url}, letter for letter. */
    public Optional<String> pathTo(String url) {
        return gateways.stream()
                .filter(gateway -> gateway.url().equals(url))
                .map(Gateway::path)
                .findFirst();
    }
}
