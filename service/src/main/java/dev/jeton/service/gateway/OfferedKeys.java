package dev.jeton.service.gateway;

import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gateway does with its keys from one moment to another, between which none begins or ends.
 *
 * @param gateway opens what is sealed to any key that is valid
 * @param encoded the one key that is offered, the valid one that began last: clients that chose among several would tell
 *     themselves apart. Empty if none is valid
 * @param offeredUntil when another one is, or none
 */
record OfferedKeys(Instant from, Instant until, OhttpGateway gateway, Optional<Bytes> encoded, Instant offeredUntil) {
    /** Of {@code keys}, around {@code now}. */
    static OfferedKeys at(Instant now, List<DatedOhttpKey> keys) {
        List<Instant> changes = keys.stream()
                .flatMap(key -> Stream.of(key.notBefore(), key.notAfter()))
                .toList();
        Instant from = changes.stream()
                .filter(change -> !change.isAfter(now))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        Instant until = changes.stream()
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        List<DatedOhttpKey> valid =
                keys.stream().filter(key -> key.isValidAt(now)).toList();
        Optional<DatedOhttpKey> newest = valid.stream().max(Comparator.comparing(DatedOhttpKey::notBefore));
        Instant next = keys.stream()
                .map(DatedOhttpKey::notBefore)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        Instant end = newest.map(DatedOhttpKey::notAfter).orElse(Instant.MAX);
        return new OfferedKeys(
                from,
                until,
                new OhttpGateway(valid.stream().map(DatedOhttpKey::pair).toList()),
                newest.map(key -> new OhttpKeyConfigs(List.of(key.pair().config())).encode()),
                next.isBefore(end) ? next : end);
    }

    boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
