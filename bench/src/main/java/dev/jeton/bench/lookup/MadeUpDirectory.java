package dev.jeton.bench.lookup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.bench.NotMeasured;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * People who do not exist, with a CSIP that attests them: the first {@value #NUMBERS} have a number that is kept for
 * fiction (555-01xx, in each area code), the others a mail address under a reserved domain (RFC 2606). They share
 * {@value #KEYS} keys, half of them ES256 and half EdDSA, which a directory does not notice: what it keeps of a key is
 * keyed by the identifier.
 */
final class MadeUpDirectory {
    private static final String ISSUER = "https://csip.example";
    private static final Authority DIRECTORY = new Authority("dp.example");
    private static final Duration LIFE = CsiAttestation.MAX_LIFE.minusHours(1);
    /** For a file from an earlier run: what is left of its life is enough for any measurement. */
    private static final Duration KEPT = Duration.ofDays(20);

    private static final int KEYS = 512;
    private static final int AREA_CODES = 800;
    private static final int FIRST_AREA_CODE = 200;
    private static final int FICTIONAL = 100;
    private static final int NUMBERS = AREA_CODES * FICTIONAL;
    private static final int CHUNK = 500;
    private static final int CHUNKS_AT_ONCE = 64;
    private static final List<List<Mapping.Entry>> CHOICES = List.of(
            List.of(msp("mimi://owl.example")),
            List.of(msp("mimi://heron.example", "Business"), msp("mimi://owl.example")),
            List.of(msp("mimi://wren.example", "Family"), msp("mimi://owl.example"), msp("mimi://heron.example")));

    private final Path home;
    private final JoseSigningKey csip;

    /** @param home where files of earlier runs are */
    MadeUpDirectory(Path home) {
        this.home = home;
        this.csip = csipKey(home);
    }

    /** The directory's name in all mappings. */
    static Authority authority() {
        return DIRECTORY;
    }

    /** The identifier of somebody, counted from 0. */
    static Csi csi(int person) {
        if (person < NUMBERS) {
            int areaCode = FIRST_AREA_CODE + person / FICTIONAL;
            return new Csi("tel:+1" + areaCode + "55501" + String.format("%02d", person % FICTIONAL));
        }
        return new Csi("mailto:made.up." + person + "@example.com");
    }

    /** Whom a directory has to trust. */
    CsipTrust trust() {
        return new CsipTrust(List.of(
                new Csip(ISSUER, JwkSet.of(csip.publicKey()), List.of("+1"), List.of(new DomainName("example.com")))));
    }

    /** A file with the mappings of the first {@code count} people; that of an earlier run if it is good for some days. */
    Path mappings(int count) {
        Path file = home.resolve("mappings-" + count + ".txt");
        try {
            if (!Files.exists(file)
                    || Files.getLastModifiedTime(file).toInstant().plus(KEPT).isBefore(Instant.now())) {
                System.err.printf("signing %,d mappings%n", count);
                Path unfinished = home.resolve("unfinished");
                write(unfinished, count);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new NotMeasured("cannot write " + file, e);
        }
    }

    private void write(Path file, int count) throws IOException {
        List<JoseSigningKey> keys = IntStream.range(0, KEYS)
                .mapToObj(i -> JoseSigningKey.generate(i % 2 == 0 ? JoseAlgorithm.EDDSA : JoseAlgorithm.ES256))
                .toList();
        Validity validity = Validity.of(Instant.now(), LIFE);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int first = 0; first < count; first += CHUNK * CHUNKS_AT_ONCE) {
                int begin = first;
                int end = Math.min(count, begin + CHUNK * CHUNKS_AT_ONCE);
                List<String> chunks = IntStream.range(0, (end - begin + CHUNK - 1) / CHUNK)
                        .parallel()
                        .mapToObj(chunk -> chunk(
                                begin + chunk * CHUNK, Math.min(end, begin + (chunk + 1) * CHUNK), keys, validity))
                        .toList();
                for (String chunk : chunks) {
                    out.write(chunk.getBytes(US_ASCII));
                }
            }
        }
    }

    private String chunk(int begin, int end, List<JoseSigningKey> keys, Validity validity) {
        StringBuilder lines = new StringBuilder();
        for (int person = begin; person < end; person++) {
            Csi csi = csi(person);
            JoseSigningKey key = keys.get(person % KEYS);
            lines.append(mapping(csi, key, CHOICES.get(person % CHOICES.size()), validity))
                    .append('\n');
        }
        return lines.toString();
    }

    /** One that is not in the file. */
    String mapping(Csi csi, JoseSigningKey key, List<Mapping.Entry> entries) {
        return mapping(csi, key, entries, Validity.of(Instant.now(), LIFE));
    }

    private String mapping(Csi csi, JoseSigningKey key, List<Mapping.Entry> entries, Validity validity) {
        String attestation = new CsiAttestation(ISSUER, csi, key.publicKey(), validity).sign(csip);
        return new Mapping(csi, DIRECTORY, 1, validity, entries).sign(key, attestation);
    }

    private static Mapping.Entry msp(String uri, String... tags) {
        return new Mapping.Entry(new MspUri(uri), List.of(tags));
    }

    private static JoseSigningKey csipKey(Path home) {
        Path file = home.resolve("csip.pem");
        try {
            Files.createDirectories(home);
            if (!Files.exists(file)) {
                SigningKeyFile.save(JoseSigningKey.generate(JoseAlgorithm.EDDSA), file);
            }
            return SigningKeyFile.load(file);
        } catch (IOException e) {
            throw new NotMeasured("cannot write " + file, e);
        }
    }
}
