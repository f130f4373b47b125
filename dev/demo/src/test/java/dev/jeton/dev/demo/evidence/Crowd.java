package dev.jeton.dev.demo.evidence;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.oblivious.Relay;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.dev.demo.world.Account;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.Needles;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Owners who publish and take back, and senders who get tokens, ask, and do all that is refused: each from an address of his
 * own, and two crowds with nobody in common.
 */
final class Crowd {
    /** Enough to keep two cores busy. */
    private static final int AT_ONCE = 6;

    private static final int QUESTIONS = 9;

    private final int number;
    private final int owners;
    private final int senders;

    /** @param number 1 to 9, another for each crowd */
    Crowd(int number, int owners, int senders) {
        this.number = number;
        this.owners = owners;
        this.senders = senders;
    }

    /** Everybody's user name at the toy MSP. Each eighth has a small quota. */
    List<Account> accounts() {
        return IntStream.range(0, senders).mapToObj(this::account).toList();
    }

    /** Lets all of them do what they do, and returns when they are through. */
    void perform(World world, Traffic traffic) throws Exception {
        List<Callable<Void>> publications = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
            Owner owner = new Owner(world, transport(world, traffic, ownersAddress(i)), csi(i), i);
            traffic.add(Kind.IDENTIFIER, Needles.ofCsi(csi(i).uri()));
            publications.add(owner);
        }
        all(publications);
        List<Callable<Void>> questions = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            Sender sender = new Sender(
                    world, transport(world, traffic, sendersAddress(i)), account(i), questions(i), csi(owners + i));
            questions.add(sender);
            traffic.add(Kind.ACCOUNT, Needles.of(account(i).name()));
            traffic.add(Kind.ACCOUNT, Needles.of(account(i).password()));
            traffic.add(Kind.PSEUDONYM, Needles.of(sender.pseudonym()));
        }
        for (int i = owners; i < owners + senders; i++) {
            traffic.add(Kind.IDENTIFIER, Needles.ofCsi(csi(i).uri()));
        }
        all(questions);
    }

    /**
     * From {@code address}, and to lookup by the relay: what is told to lookup is noted as its gateway opens it.
     */
    private HttpTransport transport(World world, Traffic traffic, String address) throws ServiceFailure {
        traffic.add(Kind.ADDRESS, Needles.ofAddress(address));
        HttpTransport own = new LoopbackTransport(world.authority().clientContext(), address);
        HttpTransport byRelay = traffic.noting(Relay.open(
                        own, world.relayAt().origin(), List.of(world.mirrorAt().origin()), InstantSource.system())
                .provider(world.lookupAt().origin())
                .transport());
        HttpTransport direct = traffic.noting(own);
        return request -> (request.uri().getPort() == world.lookupAt().port() ? byRelay : direct).send(request);
    }

    private Account account(int sender) {
        return new Account(
                "sender-%d%02d@msp.example".formatted(number, sender),
                "password-%d-of-sender-%02d".formatted(number, sender),
                sender % 8 == 7 ? World.TRIAL_TIER : World.STANDARD_TIER);
    }

    /** Some of the owners, and himself: nobody has published that. */
    private List<Csi> questions(int sender) {
        List<Csi> all = new ArrayList<>();
        for (int i = 1; i < QUESTIONS; i++) {
            all.add(csi((7 * sender + i) % owners));
        }
        all.add(csi(owners + sender));
        return all;
    }

    private Csi csi(int person) {
        return new Csi(
                person % 5 == 4
                        ? "mailto:person.%d%03d@example.com".formatted(number, person)
                        : "tel:+1415555%d%03d".formatted(number, person));
    }

    private String sendersAddress(int sender) {
        return "127.%d.%d.%d".formatted(100 + number, 10 + sender, 201 + sender % 50);
    }

    private String ownersAddress(int owner) {
        return "127.%d.%d.%d".formatted(150 + number, 10 + owner, 201 + owner % 50);
    }

    private static void all(List<Callable<Void>> work) throws ServiceFailure, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("somebody could not do what he wanted", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
