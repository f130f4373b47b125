package dev.jeton.client.wallet;

import java.nio.file.Path;

/** A process that takes tokens for the questions {@code from} to {@code to} and prints {@code question nonce} each time. */
final class WalletProcess {
    private WalletProcess() {}

    public static void main(String[] args) throws Exception {
        TokenWallet wallet = TokenWallet.open(Path.of(args[0]), () -> TestTokens.NOW);
        for (int i = Integer.parseInt(args[1]); i < Integer.parseInt(args[2]); i++) {
            TakenToken taken = wallet.take(TestTokens.SCOPE, TestTokens.number(i));
            System.out.println(
                    i + " " + taken.credentials().token().nonce().value().toHex());
        }
    }
}
