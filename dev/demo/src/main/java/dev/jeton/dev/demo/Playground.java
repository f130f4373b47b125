package dev.jeton.dev.demo;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.dev.demo.story.Story;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.world.World;
import java.io.IOException;
import java.nio.file.Path;

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

    void open() throws IOException, ServiceFailure, InterruptedException {
        String readersKey = new Practice(world, directory).write();
        Practice.write(directory, "env", environment(readersKey));
        Practice.write(directory, "ask-msp", askMsp());
        show();
    }

    private void show() {
        terminal.heading("Everything is still up; Ctrl-C ends it and leaves nothing behind. In another terminal:");
        terminal.line("  . " + directory.resolve("env"));
        terminal.line("  ./jeton lookup '+1 415 555 0123'         # Bob, for one of Alice's tokens");
        terminal.line("  ./jeton lookup carol@example.org         # and Carol; both by $JETON_RELAY");
        terminal.line("  ./jeton tokens list");
        terminal.line("  curl -sSK $TRY/ask-msp | ./jeton tokens request --attestation -");
        terminal.line("  ./jeton mapping publish --key $TRY/you.pem --attestation $TRY/you.jwt \\");
        terminal.line("      --msp mimi://owl.example=Friends     # you, from now on");
        terminal.line("  ./jeton lookup '+1 202 555 0199'");
        terminal.line("  ./jeton mapping publish --key $TRY/new.pem --attestation $TRY/new.jwt \\");
        terminal.line("      --msp mimi://wren.example --seq 1 --supersedes $YOUR_KEY     # you, with a new phone");
        terminal.line("  ./jeton mapping confirm --key $TRY/new.pem --attestation $TRY/new.jwt \\");
        terminal.line("      --seq 1 --supersedes $YOUR_KEY");
        terminal.line("  ./jeton mapping publish --key $TRY/new.pem --attestation $TRY/new.jwt \\");
        terminal.line("      --port-record $TRY/port.jwt --msp mimi://wren.example     # your number has moved");
        terminal.line("  curl --cacert $JETON_CA " + world.lookupAt().management("/q/metrics"));
        terminal.line("  curl --cacert $JETON_CA " + world.lookupAt().management("/q/health/ready"));
        terminal.line("  OLGA=$(./jeton operator token --key $LOOKUP_OPERATOR --audience $JETON_DP)");
        terminal.line("  curl --cacert $JETON_CA -H \"Authorization: Bearer $OLGA\" \\");
        terminal.line("      " + world.lookupAt().management("/v1/admin/ledger") + "   # who runs lookup");
        terminal.line("  ./jeton directory import $TRY/mappings.txt --management $LOOKUP_MANAGEMENT \\");
        terminal.line("      --key $LOOKUP_OPERATOR --reason 'to try it'     # guest1@example.net to guest10@...");
        world.logs().values().forEach(log -> terminal.line("  tail $TRY/" + directory.relativize(log)));
    }

    /** What a shell needs to read to speak as Alice. */
    private String environment(String readersKey) {
        return """
                export JETON_ISSUER=%s
                export JETON_DP=%s
                export JETON_RELAY=%s
                export JETON_MIRROR=%s
                export JETON_CA='%s'
                export JETON_CSIP_TRUST='%s'
                export JETON_WALLET='%s'
                export LOOKUP_OPERATOR='%s'
                export LOOKUP_MANAGEMENT=%s
                export YOUR_KEY=%s
                export TRY='%s'
                """.formatted(
                        world.issuerAt().origin(),
                        world.lookupAt().origin(),
                        world.relayAt().origin(),
                        world.mirrorAt().origin(),
                        world.authority().certificateFile(),
                        world.trustFile(),
                        story.wallet(),
                        world.lookupOperatorKey(),
                        world.lookupAt().management(""),
                        readersKey,
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
}
