package dev.jeton.dev.demo.story;

import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.world.Recipients;
import dev.jeton.dev.demo.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The story: Alice looks people up, and Mallory tries everything else. Its steps build on each other and are performed
 * once, in order.
 */
public final class Story {
    private static final int BATCH = 20;
    private static final String BOBS_ANSWER = "2 mappings: heron, owl, wren";

    private final World world;
    private final Path wallet;
    private final Csi neighbour;
    private final TokensSeen transport;
    private final Recipients recipients;
    private final MspUser mallorysAccount;
    private final Sender alice;
    private final Attacker mallory;
    private final Forgeries forgeries;
    private final List<Coin> loot = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** @param neighbour somebody who has published one mapping */
    public Story(World world, Csi neighbour) throws WalletFailure {
        this.world = world;
        this.neighbour = neighbour;
        this.transport = new TokensSeen(world.transport());
        this.recipients = new Recipients(world);
        this.mallorysAccount = new MspUser(world, world.mallory());
        this.wallet = world.newDirectory("wallet-of-alice");
        this.alice = new Sender(world, transport, new MspUser(world, world.alice()), wallet);
        this.mallory = new Attacker(world, transport);
        this.forgeries = new Forgeries(world, mallory);
        recipientsPublish();
        aliceAsks();
        malloryTriesTokens();
        malloryTriesQuotas();
        operatorSuspendsTheMsp();
        step("Alice", "checks all mappings again, offline", "4 of 4 verify", alice::verifyOffline);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Where Alice keeps her tokens. */
    public Path wallet() {
        return wallet;
    }

    /** The tokens that have been shown to lookup so far, good and bad. */
    public Set<Token> tokensShown() {
        return transport.shown();
    }

    /** Those that lookup has accepted. */
    public Set<Token> tokensSpent() {
        return transport.spent();
    }

    /** The epoch that everybody's pseudonyms were derived for. */
    public long epoch() throws ServiceFailure {
        return mallory.issuerKey().epochId();
    }

    private void recipientsPublish() {
        step("Bob", "publishes his number from two apps, a key for each", "published", () -> {
            recipients.publish(
                    recipients.attested(Cast.BOB, JoseAlgorithm.ES256),
                    List.of(Recipients.msp("mimi://owl.example"), Recipients.msp("mimi://heron.example", "Business")));
            recipients.publish(
                    recipients.attested(Cast.BOB, JoseAlgorithm.EDDSA), List.of(Recipients.msp("mimi://wren.example")));
            return "published";
        });
        step("Carol", "publishes that she does not want to be found", "published", () -> {
            recipients.publish(recipients.attested(Cast.CAROL, JoseAlgorithm.EDDSA), List.of());
            return "published";
        });
        step(
                "Mallory",
                "publishes for Bob, signed with a key of his own",
                "422 mapping-invalid",
                () -> forgeries.publishMappingOfAnotherKey(recipients, Cast.BOB));
    }

    private void aliceAsks() {
        step("Alice", "gets 20 blinded tokens", "20 tokens, 280 left", () -> alice.requestTokens(BATCH));
        step("Alice", "asks for Bob, who has two mappings", BOBS_ANSWER, () -> alice.lookup(Cast.BOB));
        step("Alice", "asks for somebody who is one of many", "1 mapping: owl", () -> alice.lookup(neighbour));
        step("Alice", "asks for a number that nobody has published", "no mapping", () -> alice.lookup(Cast.NOBODY));
        step("Alice", "asks for Carol", "chose not to be found", () -> alice.lookup(Cast.CAROL));
    }

    private void malloryTriesTokens() {
        step("Mallory", "asks without a token", "401 token-missing", () -> {
            Response response = mallory.ask(Cast.BOB, Optional.empty(), Optional.empty());
            return hasComputedChallenge(response)
                    ? mallory.describe(response)
                    : "another challenge than the computed one";
        });
        step("Mallory", "gets 20 tokens, one of them for another directory", "20 tokens, 10 left", () -> {
            List<ChallengeDigest> challenges = new ArrayList<>(
                    Collections.nCopies(BATCH - 1, challengeOf(lookup()).digest()));
            challenges.add(challengeOf("other-directory.example").digest());
            Attacker.Purchase purchase = mallory.buy(mallorysAttestation(), challenges);
            loot.addAll(purchase.coins());
            return loot.size() + " tokens, " + purchase.left() + " left";
        });
        step(
                "Mallory",
                "shows the token for another directory",
                "401 token-wrong-challenge",
                () -> mallory.ask(Cast.BOB, loot(BATCH - 1)));
        step(
                "Mallory",
                "changes one bit of a token's signature",
                "401 token-invalid",
                () -> mallory.ask(Cast.BOB, Forgeries.withFlippedBit(loot(0).token())));
        step(
                "Mallory",
                "cuts a token short",
                "401 token-malformed",
                () -> mallory.ask(Cast.BOB, Forgeries.truncated(loot(0).token())));
        step(
                "Mallory",
                "signs a token with a key of his own",
                "401 token-unknown-key",
                () -> mallory.ask(
                        Cast.BOB, Forgeries.tokenOfOwnKey(challengeOf(lookup()).digest())));
        step(
                "Mallory",
                "uses a token that he has seen, without its key",
                "401 proof-invalid",
                () -> mallory.ask(Cast.BOB, new Coin(loot(1).token(), OneTimeKey.generate())));
        step("Mallory", "pays for Bob's number with a good token", BOBS_ANSWER, () -> mallory.ask(Cast.BOB, loot(0)));
        step(
                "Mallory",
                "pays for another number with the same token",
                "401 token-spent",
                () -> mallory.ask(neighbour, loot(0)));
        step(
                "Mallory",
                "asks for Bob again, as if the answer were lost",
                BOBS_ANSWER,
                () -> mallory.ask(Cast.BOB, loot(0)));
    }

    private void malloryTriesQuotas() {
        attempt("asks for 20 tokens more", "429 quota-exceeded, 10 left", this::mallorysAttestation);
        attempt(
                "shows an attestation of a provider nobody knows",
                "403 msp-unknown",
                forgeries::attestationOfUnknownMsp);
        attempt(
                "shows an attestation that he signed himself",
                "401 attestation-invalid",
                forgeries::attestationOfAnotherKey);
        attempt("shows an attestation that has expired", "401 attestation-expired", forgeries::oldAttestation);
        attempt(
                "shows an attestation with alg: none",
                "401 attestation-invalid",
                forgeries::attestationWithoutSignature);
    }

    private void operatorSuspendsTheMsp() {
        Operator oscar = new Operator(world, transport);
        step("Oscar", "suspends the provider: too much spam", "suspended", oscar::suspendMsp);
        step("Alice", "asks for 20 tokens more", "403 msp-suspended", () -> alice.requestTokens(BATCH));
        step("Oscar", "lets the provider in again", "not suspended", oscar::resumeMsp);
    }

    private void attempt(String what, String expected, Callable<String> attestation) {
        step("Mallory", what, expected, () -> {
            try {
                return mallory.buy(
                                        attestation.call(),
                                        Collections.nCopies(
                                                BATCH, challengeOf(lookup()).digest()))
                                .coins()
                                .size()
                        + " tokens";
            } catch (Refused e) {
                return Step.refusal(e) + (e.rateLimits().isEmpty() ? "" : ", " + Sender.left(e.rateLimits()) + " left");
            }
        });
    }

    private void step(String who, String what, String expected, Callable<String> action) {
        steps.add(new Step(who, what, expected, action));
    }

    private String mallorysAttestation() throws Exception {
        return mallorysAccount.attestation(
                world.issuerAt().origin().url(), mallory.issuerKey().epochId());
    }

    private Coin loot(int index) {
        if (index >= loot.size()) {
            throw new IllegalStateException("there is no token to try it with");
        }
        return loot.get(index);
    }

    private boolean hasComputedChallenge(Response response) {
        Bytes computed = challengeOf(lookup()).encode();
        List<PrivateTokenChallenge> served = response.headers(PrivateTokenChallenge.HEADER).stream()
                .flatMap(value -> PrivateTokenChallenge.parseAll(value).stream())
                .toList();
        return !served.isEmpty()
                && served.stream().allMatch(challenge -> challenge.challenge().equals(computed));
    }

    private TokenChallenge challengeOf(String directory) {
        return TokenChallenge.of(world.issuerAt().origin().authority().name(), directory);
    }

    private String lookup() {
        return world.lookupAt().origin().authority().name();
    }
}
