package dev.jeton.client.wallet;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * A wallet's directory: its key, a file that says which format and which key it is, its lock and its tokens.
 *
 * <pre>
 *   key           32 bytes in base64, for its owner's eyes only
 *   wallet.json   {"format":1,"key-check":"..."}
 *   lock          held while tokens are moved
 *   tokens/       see {@link DirectoryTokenStore}
 * </pre>
 */
record WalletDirectory(DirectoryTokenStore store, SealingKey key) {
    private static final int FORMAT = 1;
    private static final int MAX_DESCRIPTION_BYTES = 1024;
    private static final int CHECK_BYTES = 32;

    static WalletDirectory open(Path directory) throws IOException, WalletFailure {
        PrivateFiles.createDirectory(directory);
        DirectoryLock lock = DirectoryLock.of(directory);
        Path tokens = directory.resolve("tokens");
        SealingKey key = lock.<SealingKey, WalletFailure>whileHeld(() -> {
            PrivateFiles.createDirectory(tokens);
            return key(directory.resolve("key"), directory.resolve("wallet.json"));
        });
        return new WalletDirectory(new DirectoryTokenStore(tokens, lock), key);
    }

    private static SealingKey key(Path keyFile, Path description) throws IOException, WalletFailure {
        if (!Files.exists(keyFile)) {
            if (Files.exists(description)) {
                throw new WalletFailure(
                        WalletFailure.Reason.KEY,
                        keyFile + " is missing: restore it, or move the wallet away to start a new one");
            }
            createKey(keyFile);
        }
        if (PrivateFiles.isOpenToOthers(keyFile)) {
            throw new WalletFailure(
                    WalletFailure.Reason.KEY, keyFile + " can be read by others: run chmod 600 " + keyFile);
        }
        SealingKey key = SealingKey.load(keyFile);
        Bytes check = key.mac("wallet check", Bytes.EMPTY);
        if (!Files.exists(description)) {
            Bytes written = new JsonWriter()
                    .put("format", FORMAT)
                    .put("key-check", check.toBase64Url())
                    .toBytes();
            PrivateFiles.write(description, written);
            PrivateFiles.forceParent(description);
        } else if (!keyCheck(description).equals(check)) {
            throw new WalletFailure(
                    WalletFailure.Reason.KEY,
                    keyFile + " is not the key of this wallet: restore it, or move the wallet away to start a new one");
        }
        return key;
    }

    private static void createKey(Path keyFile) throws IOException {
        byte[] random = new byte[SealingKey.KEY_BYTES];
        new SecureRandom().nextBytes(random);
        byte[] line = Base64.getEncoder().encode(random);
        PrivateFiles.write(keyFile, Bytes.of(line));
        PrivateFiles.forceParent(keyFile);
        Arrays.fill(random, (byte) 0);
        Arrays.fill(line, (byte) 0);
    }

    private static Bytes keyCheck(Path description) throws IOException, WalletFailure {
        try {
            Bytes content = PrivateFiles.read(description, MAX_DESCRIPTION_BYTES);
            JsonObject json = JsonObject.parse("wallet.json", content, MAX_DESCRIPTION_BYTES);
            json.integer("format", FORMAT, FORMAT);
            return json.base64Url("key-check", CHECK_BYTES);
        } catch (MalformedMessage e) {
            throw new WalletFailure(
                    WalletFailure.Reason.DAMAGED,
                    description + " is damaged or of a newer version (" + e.getMessage() + "): restore it, or delete it"
                            + " if you are sure that the key beside it is this wallet's");
        }
    }
}
