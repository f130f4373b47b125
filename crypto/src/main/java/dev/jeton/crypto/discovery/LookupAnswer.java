package dev.jeton.crypto.discovery;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The answer to a question: all mappings of the CSI, and what became of the question at each discovery provider that is
 * responsible, {@code {"mappings": ["..."], "sources": [{"dp": "dp.example", "outcome": "answered"}]}}.
 *
 * <p>A mapping is a compact JWS that nobody has verified yet.
 *
 * @param mappings at most {@value #MAX_MAPPINGS}; none where nobody is known by that CSI
 * @param sources the provider that was asked and those that it asked, each once: 1 to {@value #MAX_SOURCES}
 */
public record LookupAnswer(List<String> mappings, List<SourceResult> sources) {
    public static final String MEDIA_TYPE = "application/json";
    public static final int MAX_MAPPINGS = 16;
    public static final int MAX_SOURCES = 16;
    /** Room for every mapping and source at its longest. */
    public static final int MAX_BYTES = MAX_MAPPINGS * (Mapping.MAX_CHARS + 8) + MAX_SOURCES * 512 + 64;

    private static final Pattern JWS_CHARS = Pattern.compile("[A-Za-z0-9._-]*");

    /** Refuses what is out of its bounds, or named twice, with {@link MalformedMessage}. */
    public LookupAnswer {
        mappings = List.copyOf(mappings);
        sources = List.copyOf(sources);
        if (mappings.size() > MAX_MAPPINGS) {
            throw MalformedMessage.of("mappings", "at most " + MAX_MAPPINGS + " elements, got " + mappings.size());
        }
        if (!mappings.stream().allMatch(LookupAnswer::maybeJws)) {
            throw MalformedMessage.of("mappings", "not a compact JWS of at most " + Mapping.MAX_CHARS + " characters");
        }
        if (sources.isEmpty() || sources.size() > MAX_SOURCES) {
            throw MalformedMessage.of("sources", "expected 1 to " + MAX_SOURCES + " elements, got " + sources.size());
        }
        if (sources.stream().map(SourceResult::dp).distinct().count() != sources.size()) {
            throw MalformedMessage.of("sources", "one dp twice");
        }
    }

    /** Reads an answer; {@link MalformedMessage} if it is not well-formed. Unknown members are ignored. */
    public static LookupAnswer parse(Bytes encoded) {
        JsonObject json = JsonObject.parse("lookup answer", encoded, MAX_BYTES);
        List<SourceResult> sources = json.objects("sources", MAX_SOURCES).stream()
                .map(LookupAnswer::source)
                .toList();
        return new LookupAnswer(json.strings("mappings", MAX_MAPPINGS, Mapping.MAX_CHARS), sources);
    }

    public Bytes encode() {
        List<JsonWriter> results = sources.stream()
                .map(source -> new JsonWriter()
                        .put("dp", source.dp().name())
                        .put("outcome", source.outcome().wireName()))
                .toList();
        return new JsonWriter()
                .putStrings("mappings", mappings)
                .putObjects("sources", results)
                .toBytes();
    }

    /** Whether every provider answered: otherwise there may be mappings that are not here. */
    public boolean isWhole() {
        return sources.stream().allMatch(source -> source.outcome() == SourceOutcome.ANSWERED);
    }

    /** Never the mappings: each names a CSI. */
    @Override
    public String toString() {
        return "LookupAnswer[" + mappings.size() + " mappings, " + sources + "]";
    }

    private static SourceResult source(JsonObject json) {
        Authority dp = Authority.parse(json.pathOf("dp"), json.string("dp", Authority.MAX_CHARS));
        SourceOutcome outcome = SourceOutcome.ofWireName(json.string("outcome", 32))
                .orElseThrow(() -> MalformedMessage.of(json.pathOf("outcome"), "not a known outcome"));
        return new SourceResult(dp, outcome);
    }

    private static boolean maybeJws(String mapping) {
        return mapping.length() <= Mapping.MAX_CHARS
                && JWS_CHARS.matcher(mapping).matches();
    }
}
