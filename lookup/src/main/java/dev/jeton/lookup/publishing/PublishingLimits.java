package dev.jeton.lookup.publishing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.lookup.atrest.KeyedNames;
import dev.jeton.redis.LuaScript;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.RedisUnavailable;
import dev.jeton.service.http.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what is published and removed, and refuses what is too much with {@code publishing-limited}: ask after a document
 * has been verified, and before anything is stored. One atomic step for each document, whoever else sends.
 *
 * <p>Fails with a {@link Refusal} and nothing else; with {@code store-unavailable} while Redis does not answer. Safe for
 * concurrent use.
 */
@Startup // A bad setting ends the start, not the first request.
@Singleton
public class PublishingLimits {
    private static final LuaScript CHARGE = LuaScript.resource(PublishingLimits.class, "charge.lua");

    private final RedisScripts redis;
    private final KeyedNames names;
    private final MeterRegistry metrics;
    private final byte[] window;
    private final byte[] perCsip;
    private final byte[] perKey;
    private final byte[] perDocument;
    private final byte[] csipRemovalsAtOnce;

    PublishingLimits(PublishingConfig config, RedisScripts redis, KeyedNames names, MeterRegistry metrics) {
        this.redis = redis;
        this.names = names;
        this.metrics = metrics;
        this.window = number(
                "window", config.window().toMillis(), 1000, Duration.ofDays(1).toMillis());
        this.perCsip = number("per-csip", config.perCsip(), 1, 100_000_000);
        this.perKey = number("per-key", config.perKey(), 1, 1000);
        this.perDocument = number("per-document", config.perDocument(), 1, 100);
        this.csipRemovalsAtOnce = number("csip-removals-at-once", config.csipRemovalsAtOnce(), 0, 100_000_000);
    }

    /** Whose document it is that comes. */
    private enum Kind {
        PUBLISHED,
        REMOVED,
        REMOVED_BY_CSIP,
        HELD
    }

    /** By the script's numbers. */
    private enum Outcome {
        ADMITTED,
        CSIP_OVER,
        KEY_OVER,
        DOCUMENT_OVER
    }

    /** Charges the mapping {@code compact} to the key and to the CSIP of {@code attestation}. */
    public Uni<Void> publishing(CsiAttestation attestation, String compact) {
        return charge(Kind.PUBLISHED, attestation, compact);
    }

    /** The same for what a recipient's key removes: who has published too much can still remove. */
    public Uni<Void> removing(CsiAttestation attestation, String compact) {
        return charge(Kind.REMOVED, attestation, compact);
    }

    /** Whether what the CSIP named {@code csip} itself removes is to be carried out at once. It is charged if it is. */
    public Uni<Boolean> removingAtOnce(String csip) {
        return run(List.of(counter(Kind.REMOVED_BY_CSIP, csip)), List.of(window, csipRemovalsAtOnce))
                .map(answer -> outcome(answer) == Outcome.ADMITTED);
    }

    /** Charges the CSIP named {@code csip} with a removal that is to wait. */
    public Uni<Void> holding(String csip) {
        return charge(List.of(counter(Kind.HELD, csip)), List.of(window, perCsip));
    }

    private Uni<Void> charge(Kind kind, CsiAttestation attestation, String compact) {
        String csip = counter(kind, attestation.issuer());
        String key = csip + name("key", attestation.key().thumbprint());
        return charge(
                List.of(csip, key),
                List.of(window, perCsip, perKey, ascii(name("document", signed(compact))), perDocument));
    }

    private Uni<Void> charge(List<String> keys, List<byte[]> arguments) {
        return run(keys, arguments).invoke(this::requireAdmitted).replaceWithVoid();
    }

    private Uni<List<Long>> run(List<String> keys, List<byte[]> arguments) {
        List<byte[]> binary = new ArrayList<>();
        keys.forEach(key -> binary.add(ascii(key)));
        return redis.run(CHARGE, binary, arguments)
                .onFailure(RedisUnavailable.class)
                .transform(failure -> Refusal.of(ProblemType.STORE_UNAVAILABLE));
    }

    private static Outcome outcome(List<Long> answer) {
        return Outcome.values()[Math.toIntExact(answer.get(0))];
    }

    private void requireAdmitted(List<Long> answer) {
        String by = switch (outcome(answer)) {
            case ADMITTED -> "";
            case CSIP_OVER -> "csip";
            case KEY_OVER -> "key";
            case DOCUMENT_OVER -> "document";
        };
        if (!by.isEmpty()) {
            metrics.counter("jeton.lookup.limited", "by", by).increment();
            long seconds = Math.max(1, (answer.get(1) + 999) / 1000);
            throw Refusal.of(ProblemType.PUBLISHING_LIMITED).with("Retry-After", Long.toString(seconds));
        }
    }

    /** In braces: what is counted for one CSIP is in one slot of a cluster. */
    private String counter(Kind kind, String csip) {
        return "{publishing/" + name(kind.name(), csip) + "}";
    }

    private String name(String purpose, String what) {
        return names.of("limit " + purpose, what);
    }

    /** Without the signature: of some there are several for one document, and anybody can make the others. */
    private static String signed(String compact) {
        return compact.substring(0, compact.lastIndexOf('.'));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] number(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("jeton.lookup.publishing." + setting + ": expected " + least + " to "
                    + most + (setting.equals("window") ? " milliseconds" : ""));
        }
        return ascii(Long.toString(value));
    }
}
