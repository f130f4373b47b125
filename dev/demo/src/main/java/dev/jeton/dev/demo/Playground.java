package dev.jeton.dev.demo;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.dev.demo.story.Cast;
import dev.jeton.dev.demo.story.Story;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.world.Recipients;
import dev.jeton.dev.demo.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the reader can try while the world is up, as commands that work as they stand: the environment of the {@code jeton}
 * command, Alice's wallet and password, and a number of the reader's own.
 */
final class Playground {
    private final Terminal terminal;
    private final World world;
    private final Story story;
    private final Path directory;

    Playground(Terminal terminal, World world, Story story) {
        this.terminal = terminal;
        this.world = world;
        this.story = story;
        this.directory = world.newDirectory("try");
    }

    void open() throws IOException, ServiceFailure {
        write("env", environment());
        write("ask-msp", askMsp());
        JoseSigningKey readersKey = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        SigningKeyFile.save(readersKey, directory.resolve("you.pem"));
        write("you.jwt", new Recipients(world).attestation(Cast.READER, readersKey) + "\n");
        show();
    }

    private void show() {
        terminal.heading("Everything is still up; Ctrl-C ends it and leaves nothing behind. In another terminal:");
        terminal.line("  . " + directory.resolve("env"));
        terminal.line("  ./jeton lookup '+1 415 555 0123'         # Bob, for one of Alice's tokens");
        terminal.line("  ./jeton lookup carol@example.org         # and Carol");
        terminal.line("  ./jeton tokens list");
        terminal.line("  curl -sSK $TRY/ask-msp | ./jeton tokens request --attestation -");
        terminal.line("  ./jeton mapping publish --key $TRY/you.pem --attestation $TRY/you.jwt \\");
        terminal.line("      --msp mimi://owl.example=Friends     # you, from now on");
        terminal.line("  ./jeton lookup '+1 202 555 0199'");
        terminal.line("  curl --cacert $JETON_CA " + world.lookupAt().management("/q/metrics"));
        terminal.line("  curl --cacert $JETON_CA " + world.lookupAt().management("/q/health/ready"));
        terminal.line("  OLGA=$(./jeton operator token --key $LOOKUP_OPERATOR --audience $JETON_DP)");
        terminal.line("  curl --cacert $JETON_CA -H \"Authorization: Bearer $OLGA\" \\");
        terminal.line("      " + world.lookupAt().management("/v1/admin/ledger") + "   # who runs lookup");
        world.logs().values().forEach(log -> terminal.line("  tail $TRY/" + directory.relativize(log)));
    }

    /** What a shell needs to read to speak as Alice. */
    private String environment() {
        return """
                export JETON_ISSUER=%s
                export JETON_DP=%s
                export JETON_CA='%s'
                export JETON_CSIP_TRUST='%s'
                export JETON_WALLET='%s'
                export LOOKUP_OPERATOR='%s'
                export TRY='%s'
                """.formatted(
                        world.issuerAt().origin(),
                        world.lookupAt().origin(),
                        world.authority().certificateFile(),
                        world.trustFile(),
                        story.wallet(),
                        world.lookupOperatorKey(),
                        directory);
    }

    /** Options of curl: a command line would show the password to every user of the machine. */
    private String askMsp() throws ServiceFailure {
        return """
                url = "%s"
                cacert = "%s"
                user = "%s:%s"
                data = "{\\"issuer\\":\\"%s\\",\\"epoch\\":%d}"
                """.formatted(
                        world.mspAt().origin().at(ToyMsp.ATTESTATIONS_PATH),
                        world.authority().certificateFile(),
                        world.alice().name(),
                        world.alice().password(),
                        world.issuerAt().origin(),
                        story.epoch());
    }

    private void write(String name, String content) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
