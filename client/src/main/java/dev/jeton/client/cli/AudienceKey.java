package dev.jeton.client.cli;

import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "audience-key",
        description = "Print the public key that others seal entries to; make the secret one if there is none.",
        footer = {
            "",
            "Example:",
            "  jeton audience-key --file team.key",
            "",
            "FILE is secret: your own stays with you, a group's goes to its members alone. Who is to find you among them"
                    + " takes the public key for 'jeton mapping publish --sealed-for'; 'jeton lookup --audience-key' reads"
                    + " what was sealed to it."
        })
final class AudienceKey extends Action {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_FILE_BYTES = 64;

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "The secret key: 32 bytes in base64url, in one line.")
    private Optional<Path> file = Optional.empty();

    AudienceKey(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        Path path = file.orElseThrow();
        boolean made = !Files.exists(path);
        if (made) {
            create(path);
        }
        String publicKey = load(context, path).publicKey().encode().toBase64Url();
        return Report.of(
                List.of(path + ": secret" + (made ? ", new" : ""), "public: " + publicKey),
                new JsonWriter().put("file", path.toString()).put("public-key", publicKey));
    }

    private static void create(Path path) throws BadInput {
        byte[] key = new byte[HpkeSecretKey.BYTES];
        RANDOM.nextBytes(key);
        try {
            Files.createFile(path, forItsOwnerAlone());
            Files.writeString(path, Bytes.of(key).toBase64Url() + "\n");
        } catch (IOException e) {
            throw BadInput.file("cannot write the key", e);
        }
    }

    /** The key in a file that this command has made; {@link BadInput} names the file, and never what is in it. */
    static HpkeSecretKey load(CliContext context, Path path) throws BadInput {
        Bytes content = new Inputs(context).bytes("an audience's key", path, MAX_FILE_BYTES);
        String line = new String(content.toArray(), StandardCharsets.UTF_8).strip();
        try {
            Bytes key = MalformedMessage.requireSize("key", Bytes.ofBase64Url("key", line), HpkeSecretKey.BYTES);
            return HpkeSecretKey.of(key.toArray());
        } catch (MalformedMessage e) {
            throw BadInput.file(path + " is no audience's key: " + e.getMessage());
        }
    }

    private static FileAttribute<?>[] forItsOwnerAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
