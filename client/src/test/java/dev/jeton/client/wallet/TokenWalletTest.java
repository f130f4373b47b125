package dev.jeton.client.wallet;

import static dev.jeton.client.wallet.TestTokens.NOW;
import static dev.jeton.client.wallet.TestTokens.SCOPE;
import static dev.jeton.client.wallet.TestTokens.TOMORROW;
import static dev.jeton.client.wallet.TestTokens.fresh;
import static dev.jeton.client.wallet.TestTokens.number;
import static dev.jeton.client.wallet.TestTokens.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.wallet.TokenStore.Count;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWalletTest {
    @TempDir
    Path temporary;

    private Path directory;
    private Instant now = NOW;
    private TokenWallet wallet;

    @BeforeEach
    void open() throws Exception {
        directory = temporary.resolve("deep").resolve("wallet");
        wallet = reopened();
    }

    @Test
    void tokensOfAnotherGeneration_areOtherTokens() throws Exception {
        TokenScope next = new TokenScope(SCOPE.issuer(), SCOPE.discoveryProvider(), SCOPE.tokenType(), 7);
        TokenScope nextVoprf = new TokenScope(SCOPE.issuer(), SCOPE.discoveryProvider(), TokenType.VOPRF, 7);
        wallet.add(SCOPE, tokens(1));

        assertThat(next.challenge()).isNotEqualTo(SCOPE.challenge());
        assertThatThrownBy(() -> wallet.take(next, number(1))).isInstanceOf(WalletFailure.class);
        wallet.add(next, tokens(2));
        wallet.add(nextVoprf, tokens(1));
        assertThat(wallet.counts()).extracting(Count::scope).containsExactlyInAnyOrder(SCOPE, next, nextVoprf);
    }

    @Test
    void take_sameQuestionAgain_givesTheSameToken() throws Exception {
        wallet.add(SCOPE, tokens(3));

        Token first = token(wallet.take(SCOPE, number(1)));

        assertThat(token(wallet.take(SCOPE, number(1)))).isEqualTo(first);
        assertThat(token(reopened().take(SCOPE, number(1)))).isEqualTo(first);
    }

    @Test
    void take_otherQuestion_neverGivesATakenToken() throws Exception {
        wallet.add(SCOPE, tokens(2));
        Token first = token(wallet.take(SCOPE, number(1)));

        assertThat(token(wallet.take(SCOPE, number(2)))).isNotEqualTo(first);
        assertThatThrownBy(() -> wallet.take(SCOPE, number(3)))
                .isInstanceOfSatisfying(
                        WalletFailure.class, e -> assertThat(e.reason()).isEqualTo(WalletFailure.Reason.NO_TOKEN));
    }

    @Test
    void settle_token_isGoneAndTheQuestionCostsAnother() throws Exception {
        wallet.add(SCOPE, tokens(2));
        TakenToken first = wallet.take(SCOPE, number(1));

        wallet.settle(first);
        wallet.settle(first);

        assertThat(token(wallet.take(SCOPE, number(1)))).isNotEqualTo(token(first));
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, TOMORROW, 0, 1));
    }

    @Test
    void take_givesBackTokenAndKeyAsTheyWere() throws Exception {
        FreshToken fresh = fresh(SCOPE, TOMORROW);
        wallet.add(SCOPE, List.of(fresh));

        TakenToken taken = wallet.take(SCOPE, number(1));

        assertThat(token(taken)).isEqualTo(fresh.token());
        assertThat(taken.proof()
                        .verify(
                                fresh.token().nonce(),
                                "localhost:8443",
                                fresh.token().nullifier(),
                                number(1)))
                .isTrue();
    }

    @Test
    void take_tokenThatEndsFirst_isTakenFirst() throws Exception {
        FreshToken late = fresh(SCOPE, TOMORROW.plusSeconds(60));
        FreshToken early = fresh(SCOPE, TOMORROW);
        wallet.add(SCOPE, List.of(late));
        wallet.add(SCOPE, List.of(early));

        assertThat(token(wallet.take(SCOPE, number(1)))).isEqualTo(early.token());
    }

    @Test
    void take_tokenPastItsEnd_isDropped_boundOrNot() throws Exception {
        wallet.add(SCOPE, tokens(2));
        wallet.take(SCOPE, number(1));

        now = TOMORROW;

        assertThatThrownBy(() -> wallet.take(SCOPE, number(1))).isInstanceOf(WalletFailure.class);
        assertThat(tokenFiles()).isEmpty();
        assertThat(wallet.counts()).isEmpty();
    }

    @Test
    void take_tokenOfARetiredKey_isThrownAway_boundOrNot_andAnotherIssuersWordIsNothing() throws Exception {
        wallet.add(SCOPE, tokens(3));
        Token bound = token(wallet.take(SCOPE, number(1)));
        wallet.retire(HttpsOrigin.parse("https://other.example"), List.of(bound.tokenKeyId()));
        assertThat(token(wallet.take(SCOPE, number(1)))).isEqualTo(bound);

        wallet.retire(SCOPE.issuer(), List.of(bound.tokenKeyId()));
        Token another = token(wallet.take(SCOPE, number(1)));
        assertThat(another).isNotEqualTo(bound);
        wallet.retire(SCOPE.issuer(), List.of(another.tokenKeyId()));
        assertThat(token(wallet.take(SCOPE, number(2)))).isNotIn(bound, another);
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, TOMORROW, 0, 2));
    }

    @Test
    void take_otherScope_hasItsOwnTokens() throws Exception {
        TokenScope other = new TokenScope(SCOPE.issuer(), HttpsOrigin.parse("https://other.example"));
        wallet.add(SCOPE, tokens(1));

        assertThatThrownBy(() -> wallet.take(other, number(1))).isInstanceOf(WalletFailure.class);
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, TOMORROW, 1, 0));
    }

    @Test
    void take_byManyThreads_givesEachTokenToOneQuestion() throws Exception {
        int questions = 40;
        wallet.add(SCOPE, tokens(questions));
        Map<Token, Integer> owners = new ConcurrentHashMap<>();
        List<Callable<Boolean>> tasks = IntStream.range(0, questions * 3)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    int question = i % questions;
                    Integer owner = owners.putIfAbsent(token(reopened().take(SCOPE, number(question))), question);
                    return owner == null || owner == question;
                })
                .toList();

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> sameOwner : threads.invokeAll(tasks)) {
                assertThat(sameOwner.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(owners).hasSize(questions);
        assertThat(owners.values()).doesNotHaveDuplicates();
    }

    @Test
    void take_truncatedOrChangedToken_isSetAsideAndTheOthersStay() throws Exception {
        for (byte[] damage : List.of(new byte[0], new byte[100], new byte[5000])) {
            wallet.add(SCOPE, tokens(1));
            Path file = tokenFiles().get(0);
            Files.write(file, damage);

            assertThatThrownBy(() -> wallet.take(SCOPE, number(1)))
                    .isInstanceOfSatisfying(
                            WalletFailure.class, e -> assertThat(e.reason()).isEqualTo(WalletFailure.Reason.DAMAGED))
                    .hasMessageContaining(".damaged");
            assertThat(tokenFiles()).isEmpty();
        }
        assertThat(allFiles())
                .filteredOn(file -> file.toString().endsWith(".damaged"))
                .hasSize(3);

        wallet.add(SCOPE, tokens(1));
        wallet.take(SCOPE, number(1));
    }

    @Test
    void take_tokenMovedToAnotherScope_doesNotOpen() throws Exception {
        TokenScope other = new TokenScope(SCOPE.issuer(), HttpsOrigin.parse("https://other.example"));
        wallet.add(SCOPE, tokens(1));
        wallet.add(other, List.of(fresh(other, TOMORROW)));
        Path mine = tokenFiles().stream()
                .filter(file -> file.toString().contains("localhost"))
                .findFirst()
                .orElseThrow();
        Path theirs = tokenFiles().stream()
                .filter(file -> file.toString().contains("other"))
                .findFirst()
                .orElseThrow();

        Files.delete(theirs);
        Files.move(mine, theirs.resolveSibling(mine.getFileName()));

        assertThatThrownBy(() -> wallet.take(other, number(1)))
                .isInstanceOfSatisfying(
                        WalletFailure.class, e -> assertThat(e.reason()).isEqualTo(WalletFailure.Reason.DAMAGED));
    }

    @Test
    void take_whatACrashLeftBehind_isIgnoredAndDeleted() throws Exception {
        wallet.add(SCOPE, tokens(1));
        Path half = tokenFiles().get(0).resolveSibling(TOMORROW.getEpochSecond() + "-00ff.token.tmp");
        Files.write(half, new byte[] {1, 2, 3});

        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, TOMORROW, 1, 0));
        wallet.take(SCOPE, number(1));
        assertThat(half).doesNotExist();
    }

    @Test
    void open_unfinishedKeyOfACrash_isReplaced() throws Exception {
        Path fresh = Files.createDirectories(temporary.resolve("fresh"));
        Files.write(fresh.resolve("key.tmp"), new byte[] {1});

        TokenWallet.open(fresh, () -> now).add(SCOPE, tokens(1));
        TokenWallet.open(fresh, () -> now).take(SCOPE, number(1));
    }

    @Test
    void open_keyMissing_saysSoAndMakesNone() throws Exception {
        wallet.add(SCOPE, tokens(1));
        Files.delete(directory.resolve("key"));

        assertThatThrownBy(this::reopened)
                .isInstanceOfSatisfying(
                        WalletFailure.class, e -> assertThat(e.reason()).isEqualTo(WalletFailure.Reason.KEY));
        assertThat(directory.resolve("key")).doesNotExist();
        assertThat(tokenFiles()).hasSize(1);
    }

    @Test
    void open_otherKey_touchesNothing() throws Exception {
        wallet.add(SCOPE, tokens(1));
        byte[] original = Files.readAllBytes(directory.resolve("key"));
        Files.write(
                directory.resolve("key"),
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(this::reopened).hasMessageContaining("is not the key of this wallet");

        Files.write(directory.resolve("key"), original);
        reopened().take(SCOPE, number(1));
    }

    @Test
    void open_keyThatOthersCanRead_isRefused() throws Exception {
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::reopened).hasMessageContaining("chmod 600");
    }

    @Test
    void open_damagedDescription_isNamed() throws Exception {
        for (String junk : List.of("", "{", "{\"format\":2}", "{\"format\":1,\"key-check\":\"x\"}")) {
            Files.writeString(directory.resolve("wallet.json"), junk);
            assertThatThrownBy(this::reopened).isInstanceOf(WalletFailure.class).hasMessageContaining("wallet.json");
        }
    }

    @Test
    void open_placeThatIsNoDirectory_isAStorageFailure() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> TokenWallet.open(file, () -> now))
                .isInstanceOfSatisfying(
                        WalletFailure.class, e -> assertThat(e.reason()).isEqualTo(WalletFailure.Reason.STORAGE));
    }

    @Test
    void files_areTheirOwnersAlone() throws Exception {
        wallet.add(SCOPE, tokens(2));
        wallet.take(SCOPE, number(1));

        for (Path path : allFiles()) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            assertThat(mode).as(path.toString()).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void files_holdNoQuestionAndNoTokenInTheClear() throws Exception {
        FreshToken fresh = fresh(SCOPE, TOMORROW);
        wallet.add(SCOPE, List.of(fresh));
        TakenToken taken = wallet.take(SCOPE, number(1));
        List<String> secrets = List.of(
                number(1).uri(),
                "14155550001",
                latin(fresh.token().nonce().value().toArray()),
                fresh.token().nonce().value().toHex(),
                fresh.token().nullifier().value().toHex(),
                latin(fresh.token().authenticator().slice(0, 16).toArray()),
                latin(taken.proof().publicKey().toArray()));

        for (Path path : allFiles()) {
            String content = path + (Files.isDirectory(path) ? "" : latin(Files.readAllBytes(path)));
            secrets.forEach(secret -> assertThat(content).doesNotContain(secret));
        }
    }

    @Test
    void freshToken_ofAnotherKey_isRefused() {
        FreshToken one = fresh(SCOPE, TOMORROW);
        FreshToken two = fresh(SCOPE, TOMORROW);

        assertThatThrownBy(() -> new FreshToken(one.token(), two.key(), TOMORROW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TokenWallet reopened() throws WalletFailure {
        return TokenWallet.open(directory, () -> now);
    }

    private static Token token(TakenToken taken) {
        return taken.credentials().token();
    }

    private List<Path> tokenFiles() throws IOException {
        return allFiles().stream()
                .filter(path -> path.toString().endsWith(".token"))
                .toList();
    }

    private List<Path> allFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return new ArrayList<>(files.toList());
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
