package dev.jeton.dev.demo.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.http.Request;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.sight.EventCounts;
import dev.jeton.dev.demo.sight.Exhibit;
import dev.jeton.dev.demo.world.Burglar;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.Progress;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.Needles;
import dev.jeton.dev.stack.RawClient;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.TalkativeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Who may learn what (docs/THREATS.md), from all that everybody has: a crowd publishes, gets tokens, asks and is refused, with
 * each service's log as talkative as it gets; then everybody's logs, metrics, rows, Redis values and disks are searched for
 * the crowd's secrets, and the two sides of the trust line for anything that they have in common.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EvidenceIT {
    private static final int SENDERS = 24;
    private static final int OWNERS = 40;
    private static final Duration QUARTER_OF_A_DAY = Duration.ofHours(6);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);
    private static final String KNOCKER = "127.199.31.77";

    private static RunDirectory run;
    private static World world;
    private static Burglar burglar;
    private static Traffic traffic;
    private static Values known;

    @BeforeAll
    static void everybodyComes() throws Exception {
        awaitNoNewEpoch();
        run = RunDirectory.create("evidence-it");
        // They do all that the crowd will do: what both sides say then is what the programs say, whoever comes.
        Crowd rehearsal = new Crowd(1, 10, 8);
        Crowd crowd = new Crowd(2, OWNERS, SENDERS);
        world = World.start(
                run,
                Plan.ofThisBuild()
                        .with(Plan.ISSUER, TalkativeLog.ofEverything())
                        .with(Plan.LOOKUP, TalkativeLog.ofEverything())
                        .with(Plan.RELAY, TalkativeLog.ofEverything())
                        .withGuests(Stream.of(rehearsal, crowd)
                                .flatMap(all -> all.accounts().stream())
                                .toList()),
                new Quiet(),
                crash -> {
                    throw new AssertionError(crash.toString());
                });
        burglar = new Burglar(world);
        Traffic before = new Traffic();
        rehearsal.perform(world, before);
        known = new Sides(world, burglar.loot(), before).shared();

        traffic = new Traffic();
        traffic.add(Kind.ADDRESS, Needles.ofAddress(KNOCKER));
        crowd.perform(world, traffic);
        RawClient knocker = new RawClient(world.authority().clientContext(), KNOCKER);
        for (int port : List.of(
                world.issuerAt().port(),
                world.lookupAt().port(),
                world.relayAt().port(),
                world.issuerAt().managementPort(),
                world.lookupAt().managementPort(),
                world.relayAt().managementPort())) {
            knocker.knock(port);
        }
    }

    /** At midnight an epoch ends and at 18:00 the next key is listed: new, and on both sides, and nobody's. */
    private static void awaitNoNewEpoch() throws InterruptedException {
        long intoTheQuarter = Instant.now().getEpochSecond() % QUARTER_OF_A_DAY.toSeconds();
        Duration left = QUARTER_OF_A_DAY.minusSeconds(intoTheQuarter);
        if (left.compareTo(LONG_ENOUGH) < 0) {
            Thread.sleep(left.plusSeconds(10).toMillis());
        }
    }

    @AfterAll
    static void everybodyGoes() {
        run.close();
    }

    @Order(1)
    @Test
    void loot_hasNothingThatAnybodyMustNotKnow() throws Exception {
        List<Exhibit> loot = burglar.loot();
        Map<Exhibit, Map<Kind, Integer>> found = search(loot);

        System.out.println(heading());
        found.forEach((exhibit, counts) -> System.out.println(row(exhibit, counts)));
        assertThat(loot).allSatisfy(exhibit -> assertThat(exhibit.content()).isNotEmpty());
        assertThat(traffic.needles()).containsOnlyKeys(Kind.values());
        assertThat(leaks(found)).isEmpty();
    }

    @Order(2)
    @Test
    void sides_haveNothingInCommonThatIsAnybodys() throws Exception {
        Sides sides = new Sides(world, burglar.loot(), traffic);

        Set<String> common = sides.inCommon(known, issuerDirectory());

        System.out.printf(
                "%,d values on the two sides of the trust line; in common before the crowd came: %,d; since: %d%n",
                sides.values(), known.count(), common.size());
        assertThat(common).isEmpty();
    }

    /** A search that finds nothing might be one in the wrong place, or for what never was. */
    @Order(3)
    @Test
    void search_findsWhatHasToBeThere() throws Exception {
        List<Exhibit> loot = burglar.loot();

        Needles nullifiers = Needles.all(traffic.spent().stream()
                .map(token -> Needles.of(token.nullifier().value().toArray()))
                .toList());
        assertThat(nullifiers.in(exhibit(loot, "lookup", "Redis")))
                .hasSize(traffic.spent().size());
        assertThat(nullifiers.in(exhibit(loot, "issuer", "Redis"))).isEmpty();
        assertThat(Needles.of(World.MSP.uri()).in(exhibit(loot, "issuer", "log")))
                .isNotEmpty();
        for (String party : List.of("issuer", "lookup", "relay")) {
            assertThat(new String(exhibit(loot, party, "log"), ISO_8859_1)).contains("DEBUG");
        }
        // Nothing of these is written down anywhere; but who was told them was told them in a spelling that is looked
        // for.
        byte[] toMsp = traffic.toldTo(world.mspAt().port());
        byte[] toIssuer = traffic.toldTo(world.issuerAt().port());
        byte[] toLookup = traffic.toldTo(world.lookupAt().port());
        assertThat(spellings(Kind.ACCOUNT, toMsp)).isGreaterThanOrEqualTo(SENDERS);
        for (Kind kind : List.of(Kind.PSEUDONYM, Kind.ATTESTATION, Kind.BLINDED)) {
            assertThat(spellings(kind, toIssuer)).as(kind.plural()).isGreaterThanOrEqualTo(SENDERS);
        }
        for (Kind kind : List.of(Kind.IDENTIFIER, Kind.TOKEN, Kind.MAPPING)) {
            assertThat(spellings(kind, toLookup)).as(kind.plural()).isGreaterThanOrEqualTo(OWNERS);
        }
        Map<String, Integer> asked = EventCounts.of(world.logs().get("lookup")).counts();
        assertThat(asked.get("lookup answered")).isGreaterThanOrEqualTo(200);
        assertThat(asked)
                .containsKeys("lookup token-spent", "mapping-published stored", "mapping-published mapping-invalid");
        assertThat(new String(exhibit(loot, "relay", "metrics"), ISO_8859_1))
                .contains("jeton_relay_requests_total{gateway=\"dp\",outcome=\"answered\"");
        assertThat(traffic.spent()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(traffic.mappingsAnswered()).isPositive();
        assertThat(traffic.secrets(Kind.PSEUDONYM)).isEqualTo(SENDERS);
    }

    @Order(4)
    @Test
    void leaks_thatArePlanted_areFound() throws Exception {
        String csi = "tel:+14155552007";
        String sender = "sender-203@msp.example";
        byte[] nonce = traffic.spent().iterator().next().nonce().value().toArray();
        String ticket = UUID.randomUUID().toString();
        burglar.plantInLog("issuer", "somebody asked for " + csi);
        burglar.plantInRow("issuer", nonce);
        burglar.plantInRedis("issuer", base64("about " + csi));
        burglar.plantInLog("lookup", "peer=127.102.13.204:40312");
        burglar.plantInRow("lookup", sender.getBytes(UTF_8));
        burglar.plantInRedis("lookup", base64("x" + sender));
        burglar.plantInLog("toy MSP", "asked for " + csi);
        burglar.plantInLog("relay", "POST from 127.102.13.204");
        burglar.plantInLog("issuer", "ticket=" + ticket);
        burglar.plantInRow("lookup", ticket.getBytes(UTF_8));
        burglar.plantInLog("lookup", "number=938475610293");
        burglar.plantInRedis("issuer", "938475610293");
        List<Exhibit> loot = Burglar.withMetric(Burglar.withMetric(burglar.loot(), "issuer", csi), "lookup", sender);

        assertThat(leaks(search(loot)))
                .contains(
                        "issuer, log: identifiers",
                        "issuer, PostgreSQL: tokens",
                        "issuer, Redis: identifiers",
                        "issuer, metrics: identifiers",
                        "lookup, log: addresses",
                        "lookup, PostgreSQL: accounts",
                        "lookup, Redis: accounts",
                        "lookup, metrics: accounts",
                        "relay, log: addresses",
                        "toy MSP, log: identifiers");
        Set<String> common = new Sides(world, loot, traffic).inCommon(known, issuerDirectory());
        assertThat(common).contains(ticket, "938475610293", csi);
        // What lookup was shown in base64 the issuer has in a row: eight bytes of it anywhere would do.
        assertThat(common)
                .anySatisfy(value -> assertThat(HexFormat.of().formatHex(nonce)).contains(value.replace("0x", "")));
    }

    private static int spellings(Kind kind, byte[] told) {
        return Objects.requireNonNull(traffic.needles().get(kind)).in(told).size();
    }

    /** How many spellings of each kind are found in each exhibit. One search for all is enough where there is nothing. */
    private static Map<Exhibit, Map<Kind, Integer>> search(List<Exhibit> loot) {
        Map<Kind, Needles> needles = traffic.needles();
        Needles anything = Needles.all(needles.values());
        Map<Exhibit, Map<Kind, Integer>> found = new LinkedHashMap<>();
        for (Exhibit exhibit : loot) {
            boolean isClean = anything.in(exhibit.content()).isEmpty();
            Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
            needles.forEach((kind, secrets) ->
                    counts.put(kind, isClean ? 0 : secrets.in(exhibit.content()).size()));
            found.put(exhibit, counts);
        }
        return found;
    }

    /** {@code lookup, log: addresses}. */
    private static List<String> leaks(Map<Exhibit, Map<Kind, Integer>> found) {
        List<String> leaks = new ArrayList<>();
        found.forEach((exhibit, counts) -> counts.forEach((kind, count) -> {
            if (count > 0) {
                leaks.add(exhibit.party() + ", " + exhibit.place() + ": " + kind.plural());
            }
        }));
        return leaks;
    }

    private static String heading() {
        StringBuilder line = new StringBuilder("%-28s%9s".formatted("found with", "kB"));
        for (Kind kind : Kind.values()) {
            line.append("%14s".formatted(kind.plural()));
        }
        line.append("\n%-37s".formatted("  there are"));
        for (Kind kind : Kind.values()) {
            line.append("%14d".formatted(traffic.secrets(kind)));
        }
        return line.toString();
    }

    private static String row(Exhibit exhibit, Map<Kind, Integer> found) {
        StringBuilder line = new StringBuilder(
                "%-10s%-18s%9d".formatted(exhibit.party(), exhibit.place(), (exhibit.content().length + 999) / 1000));
        found.values().forEach(count -> line.append("%14d".formatted(count)));
        return line.toString();
    }

    private static byte[] exhibit(List<Exhibit> loot, String party, String place) {
        return loot.stream()
                .filter(exhibit ->
                        exhibit.party().equals(party) && exhibit.place().equals(place))
                .findFirst()
                .orElseThrow()
                .content();
    }

    private static Bytes issuerDirectory() throws Exception {
        return world.transport()
                .send(Request.get(
                        world.issuerAt().origin().at(IssuerDirectory.PATH),
                        IssuerDirectory.MEDIA_TYPE,
                        IssuerDirectory.MAX_BYTES,
                        Duration.ofSeconds(10)))
                .body();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** Nobody watches a test start. */
    private record Quiet() implements Progress {
        @Override
        public void waiting(String what, Duration soFar) {}

        @Override
        public void ready(String what) {}

        @Override
        public void published(int done, int all) {}
    }
}
