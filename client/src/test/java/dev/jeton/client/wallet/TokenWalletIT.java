package dev.jeton.client.wallet;

import static dev.jeton.client.wallet.TestTokens.NOW;
import static dev.jeton.client.wallet.TestTokens.SCOPE;
import static dev.jeton.client.wallet.TestTokens.TOMORROW;
import static dev.jeton.client.wallet.TestTokens.number;
import static dev.jeton.client.wallet.TestTokens.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.wallet.TokenStore.Count;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wallet among real processes, one of which dies. */
class TokenWalletIT {
    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void take_byThreeProcesses_givesEachTokenToOneQuestion() throws Exception {
        TokenWallet wallet = TokenWallet.open(directory, () -> NOW);
        wallet.add(SCOPE, tokens(60));

        List<Process> three = List.of(start(0, 30), start(15, 45), start(30, 60));
        Map<String, String> questionByNonce = new LinkedHashMap<>();
        for (Process process : three) {
            try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] parts = line.split(" ", 2);
                    assertThat(questionByNonce.merge(
                                    parts[1], parts[0], (one, other) -> one.equals(other) ? one : "two"))
                            .isEqualTo(parts[0]);
                }
            }
            assertThat(process.waitFor()).isZero();
        }

        assertThat(questionByNonce).hasSize(60);
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, TOMORROW, 0, 60));
    }

    @Test
    void take_processKilledMeanwhile_losesNothingAndStaysWithItsQuestions() throws Exception {
        TokenWallet wallet = TokenWallet.open(directory, () -> NOW);
        wallet.add(SCOPE, tokens(200));

        Process process = start(0, 200);
        Map<Integer, String> handedOut = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 2);
                handedOut.put(Integer.valueOf(parts[0]), parts[1]);
                if (handedOut.size() == 20) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The pipe of a killed process may break before it ends.
        }
        process.waitFor();

        assertThat(handedOut.size()).isBetween(20, 199);
        Count count = wallet.counts().get(0);
        assertThat(count.fresh() + count.bound()).isEqualTo(200);
        assertThat(count.bound()).isGreaterThanOrEqualTo(handedOut.size());
        for (Map.Entry<Integer, String> question : handedOut.entrySet()) {
            assertThat(nonce(wallet.take(SCOPE, number(question.getKey())))).isEqualTo(question.getValue());
        }
        assertThat(handedOut.values()).doesNotContain(nonce(wallet.take(SCOPE, number(9_999))));
    }

    private Process start(int from, int to) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WalletProcess.class.getName(),
                        directory.toString(),
                        String.valueOf(from),
                        String.valueOf(to))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static String nonce(TakenToken taken) {
        return taken.credentials().token().nonce().value().toHex();
    }
}
