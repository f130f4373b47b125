package dev.jeton.dev.demo;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.sight.EventCounts;
import dev.jeton.dev.demo.sight.Inspection;
import dev.jeton.dev.demo.sight.LeakSearch;
import dev.jeton.dev.demo.sight.Secret;
import dev.jeton.dev.demo.story.Cast;
import dev.jeton.dev.demo.story.Story;
import dev.jeton.dev.demo.world.Account;
import dev.jeton.dev.demo.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what each party saw, read from its own files, and that it has nothing of what it must not know. */
final class Sights {
    private static final int AUTHENTICATOR_SAMPLE_BYTES = 32;
    private static final int PARTY_WIDTH = 10;

    private final Terminal terminal;
    private final Performance performance;
    private final World world;
    private final Story story;
    private final List<Csi> published;

    Sights(Terminal terminal, Performance performance, World world, Story story, List<Csi> published) {
        this.terminal = terminal;
        this.performance = performance;
        this.world = world;
        this.story = story;
        this.published = published;
    }

    void show() throws IOException, ServiceFailure {
        showEvents();
        showFindings();
        showControl();
    }

    private void showEvents() throws IOException {
        terminal.heading("What each party saw: the events in its own log");
        for (Map.Entry<String, Path> log : world.logs().entrySet()) {
            EventCounts events = EventCounts.of(log.getValue());
            performance.count(events.total() > 0);
            String party = log.getKey();
            for (Map.Entry<String, Integer> event : events.counts().entrySet()) {
                terminal.line(("%-" + PARTY_WIDTH + "s%6d  %s").formatted(party, event.getValue(), event.getKey()));
                party = "";
            }
        }
    }

    private void showFindings() throws IOException, ServiceFailure {
        Inspection inspection = Inspection.of(world.exhibits(), new LeakSearch(secrets()));
        terminal.heading("What each party and a thief in its house can read: occurrences of anybody's secrets");
        String kinds = Arrays.stream(Secret.values())
                .map(kind -> "%12s".formatted(kind.plural()))
                .collect(Collectors.joining());
        terminal.line("%-26s%9s".formatted("", "kB") + kinds);
        for (Inspection.Finding finding : inspection.findings()) {
            performance.count(finding.counts().areZero());
            String counts = Arrays.stream(Secret.values())
                    .map(kind -> "%12d".formatted(finding.counts().of(kind)))
                    .collect(Collectors.joining());
            terminal.line(("%-" + PARTY_WIDTH + "s%-16s%9d")
                            .formatted(finding.party(), finding.place(), (finding.bytes() + 999) / 1000)
                    + counts + "  " + performance.mark(finding.counts().areZero()));
        }
    }

    /** A search that finds nothing might search in the wrong place: what must be there is found. */
    private void showControl() {
        List<Bytes> nullifiers = story.tokensSpent().stream()
                .map(token -> token.nullifier().value())
                .toList();
        int found = new LeakSearch(Map.of(Secret.TOKEN, nullifiers))
                .count(world.ledger())
                .of(Secret.TOKEN);
        boolean held = found == nullifiers.size() && found > 0;
        performance.count(held);
        terminal.line("");
        terminal.line("The same search finds %d of the %d spent tokens' nullifiers in lookup's Redis.  "
                        .formatted(found, nullifiers.size())
                + performance.mark(held));
    }

    /** What nobody may have who is not meant to, by kind. */
    Map<Secret, Set<Bytes>> secrets() throws ServiceFailure {
        Set<Bytes> identifiers = new HashSet<>();
        published.forEach(csi -> identifiers.add(spelledShortest(csi)));
        Cast.everybody().forEach(csi -> identifiers.add(spelledShortest(csi)));
        Set<Bytes> pseudonyms = new HashSet<>();
        Set<Bytes> accounts = new HashSet<>();
        String issuer = world.issuerAt().origin().url();
        long epoch = story.epoch();
        for (Account account : List.of(world.alice(), world.mallory())) {
            pseudonyms.add(Bytes.ofUtf8(world.pseudonyms().of(account.name(), issuer, epoch)));
            accounts.add(Bytes.ofUtf8(account.name()));
            accounts.add(Bytes.ofUtf8(account.password()));
        }
        Set<Bytes> tokens = new HashSet<>();
        for (Token token : story.tokensShown()) {
            tokens.add(token.nonce().value());
            tokens.add(token.authenticator().slice(0, AUTHENTICATOR_SAMPLE_BYTES));
        }
        return Map.of(
                Secret.IDENTIFIER, identifiers,
                Secret.PSEUDONYM, pseudonyms,
                Secret.ACCOUNT, accounts,
                Secret.TOKEN, tokens);
    }

    /** Without the scheme, which may be stored elsewhere; but not so short that chance would find it. */
    private static Bytes spelledShortest(Csi csi) {
        String withoutScheme = csi.uri().substring(csi.uri().indexOf(':') + 1);
        return Bytes.ofUtf8(withoutScheme.length() < LeakSearch.MIN_BYTES ? csi.uri() : withoutScheme);
    }
}
