package dev.jeton.dev.stack;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class NeedlesTest {
    private static final String NUMBER = "tel:+14155557199";
    private static final String ADDRESS = "mailto:search.subject@example.com";
    private static final String DIGITS = "14155557199";

    private final Needles needles = Needles.all(List.of(Needles.ofCsi(NUMBER), Needles.ofCsi(ADDRESS)));

    @Test
    void in_eachSpelling_isFound() throws Exception {
        assertFound(NUMBER);
        assertFound(DIGITS);
        assertFound("4155557199");
        assertFound("search.subject@example.com");
        assertFound("search.subject%40example.com");
        assertFound(new StringBuilder(DIGITS).reverse().toString());
        assertFound(NUMBER.getBytes(UTF_16LE));
        for (String before : List.of("", "x", "xx")) {
            assertFound(Base64.getEncoder().encodeToString((before + NUMBER + "and more").getBytes(UTF_8)));
            assertFound(Base64.getUrlEncoder().encodeToString((before + ADDRESS + "?>").getBytes(UTF_8)));
        }
        assertFound(HexFormat.of().formatHex(ADDRESS.getBytes(UTF_8)));
        assertFound(HexFormat.of().withUpperCase().formatHex(DIGITS.getBytes(UTF_8)));
        for (String algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(NUMBER.getBytes(UTF_8));
            assertFound(hash);
            assertFound(Base64.getEncoder().encodeToString(hash));
        }
        assertFound(ByteBuffer.allocate(8).putLong(Long.parseLong(DIGITS)).array());
    }

    @Test
    void in_compressed_isFound() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(("a line\n".repeat(50) + ADDRESS).getBytes(UTF_8));
        }
        assertFound(gzip.toByteArray());
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(("a line\n".repeat(50) + NUMBER).getBytes(UTF_8));
        }
        assertFound(zlib.toByteArray());
    }

    @Test
    void in_nothing_isNotFound() {
        byte[] noise = new byte[4_000_000];
        new Random(1).nextBytes(noise);

        assertThat(needles.in(noise)).isEmpty();
        assertThat(needles.in("tel:+14155557198 and search.subject@example.org".getBytes(UTF_8)))
                .isEmpty();
        assertThat(needles.in(new byte[0])).isEmpty();
    }

    private void assertFound(String planted) throws IOException {
        assertFound(planted.getBytes(UTF_8));
    }

    /** At the very end, and among other things. */
    private void assertFound(byte[] planted) throws IOException {
        ByteArrayOutputStream haystack = new ByteArrayOutputStream();
        haystack.write("hay ".repeat(100).getBytes(UTF_8));
        haystack.write(planted);
        assertThat(needles.in(haystack.toByteArray())).isNotEmpty();
        haystack.write("straw ".repeat(100).getBytes(UTF_8));
        assertThat(needles.in(haystack.toByteArray())).isNotEmpty();
    }
}
