package dev.jeton.dev.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in all the spellings in which they could lie about: as they are, percent-encoded, backwards, in UTF-16, in hex, in
 * base64 at each offset, as a number, as a hash without a key.
 */
public final class Needles {
    private final Set<String> spellings = new LinkedHashSet<>();
    private @Nullable NeedleSearch search;

    private Needles() {}

    /** The CSI itself, and what identifies its owner without the scheme: the digits, the address. */
    public static Needles ofCsi(String uri) {
        Needles needles = new Needles();
        String bare = uri.substring(uri.indexOf(':') + 1);
        for (String text : List.of(uri, bare, bare.replace("+", ""), bare.replace("+1", ""))) {
            needles.add(text);
        }
        if (bare.startsWith("+")) {
            needles.addNumber(Long.parseLong(bare.substring(1)));
        }
        return needles;
    }

    public static Needles of(String secret) {
        Needles needles = new Needles();
        needles.add(secret);
        return needles;
    }

    /** Random bytes: as they are, in hex, in base64 at each offset, and in hex of that. */
    public static Needles of(byte[] secret) {
        Needles needles = new Needles();
        needles.addBytes(secret);
        needles.addBase64(secret);
        return needles;
    }

    /** An IPv4 address. Its four bytes are found in hex alone: as they are, they turn up by chance. */
    public static Needles ofAddress(String address) {
        Needles needles = new Needles();
        needles.add(address);
        byte[] bytes = Loopback.address(address).getAddress();
        needles.spellings.add(HexFormat.of().formatHex(bytes));
        needles.spellings.add(HexFormat.of().withUpperCase().formatHex(bytes));
        needles.addText(
                Long.toString(Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())));
        return needles;
    }

    /** All that {@code parts} are looking for. */
    public static Needles all(Collection<Needles> parts) {
        Needles needles = new Needles();
        parts.forEach(part -> needles.spellings.addAll(part.spellings));
        return needles;
    }

    /** Those spellings that {@code haystack} holds, also compressed by zlib or gzip: none, one hopes. */
    public synchronized List<String> in(byte[] haystack) {
        if (search == null) {
            search = new NeedleSearch(spellings);
        }
        return search.in(haystack);
    }

    private void add(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        addText(secret);
        addText(new StringBuilder(secret).reverse().toString());
        addText(secret.replace(":", "%3A").replace("+", "%2B").replace("@", "%40"));
        addText(secret.replace(":", "%3a").replace("+", "%2b").replace("@", "%40"));
        for (Charset wide : List.of(UTF_16BE, UTF_16LE)) {
            addBytes(secret.getBytes(wide));
        }
        addBase64(bytes);
        for (String algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
            byte[] hash = hash(algorithm, bytes);
            addBytes(hash);
            addText(Base64.getEncoder().withoutPadding().encodeToString(hash));
            addText(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        }
    }

    /** Inside of longer base64 it looks different at each of three offsets, and its ends mix with its neighbours. */
    private void addBase64(byte[] bytes) {
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            int from = offset == 0 ? 0 : offset + 1;
            int to = shifted.length * 8 / 6;
            for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                addText(base64.withoutPadding().encodeToString(shifted).substring(from, to));
            }
        }
    }

    /** As a database or a program would keep it in 64 bits. */
    private void addNumber(long number) {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            addBytes(
                    ByteBuffer.allocate(Long.BYTES).order(order).putLong(number).array());
        }
    }

    private void addText(String text) {
        addBytes(text.getBytes(UTF_8));
    }

    /** As they are, and in hex, which is how PostgreSQL prints bytes. */
    private void addBytes(byte[] bytes) {
        spellings.add(new String(bytes, ISO_8859_1));
        spellings.add(HexFormat.of().formatHex(bytes));
        spellings.add(HexFormat.of().withUpperCase().formatHex(bytes));
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
