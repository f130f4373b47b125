package dev.jeton.dev.demo;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.dev.demo.story.Cast;
import dev.jeton.dev.demo.world.Recipients;
import dev.jeton.dev.demo.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * Files to try the commands of owners and operators with: a key of the reader's and its attestation, a registry's word that his
 * number has moved to the toy CSIP, a second key for when the first is lost, and mappings to import.
 */
final class Practice {
    private static final int GUESTS = 10;
    /** Attestations bear whole seconds, and the second key has to be attested later than the first. */
    private static final long A_SECOND = 1_000;

    private final World world;
    private final Path directory;
    private final Recipients recipients;

    Practice(World world, Path directory) {
        this.world = world;
        this.directory = directory;
        this.recipients = new Recipients(world);
    }

    /** Writes all of them; returns the thumbprint of the reader's first key. */
    String write() throws IOException, ServiceFailure, InterruptedException {
        JoseSigningKey first = attestedKey("you");
        String portRecord =
                world.registry().portRecord(Cast.READER, world.csipAt().origin().url(), Instant.now());
        write(directory, "port.jwt", portRecord + "\n");
        write(directory, "mappings.txt", guests());
        Thread.sleep(A_SECOND);
        attestedKey("new");
        return first.publicKey().thumbprint();
    }

    private JoseSigningKey attestedKey(String name) throws IOException, ServiceFailure {
        JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        SigningKeyFile.save(key, directory.resolve(name + ".pem"));
        write(directory, name + ".jwt", recipients.attestation(Cast.READER, key) + "\n");
        return key;
    }

    /** What people of another directory have signed for this one. */
    private String guests() throws ServiceFailure {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= GUESTS; i++) {
            OwnedCsi owned = recipients.attested(new Csi("mailto:guest" + i + "@example.net"), JoseAlgorithm.EDDSA);
            Mapping mapping = owned.mapping(
                    world.lookupAt().origin().authority(),
                    i,
                    Instant.now(),
                    List.of(Recipients.msp("mimi://wren.example")));
            lines.append(owned.sign(mapping)).append('\n');
        }
        return lines.toString();
    }

    /** A file that nobody else reads: some are secret, and all say whose number it is. */
    static void write(Path directory, String name, String content) throws IOException {
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }
}
