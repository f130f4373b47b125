package dev.jeton.lookup.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A secret in all the spellings in which it could lie about: as it is, percent-encoded, in hex, in base64, unsalted hash. */
public final class Needles {
    private final Set<String> spellings = new LinkedHashSet<>();

    private Needles() {}

    /** The CSI itself, and what identifies its owner without the scheme: the digits, the address. */
    public static Needles ofCsi(String uri) {
        Needles needles = new Needles();
        String bare = uri.substring(uri.indexOf(':') + 1);
        for (String text : List.of(uri, bare, bare.replace("+", ""), bare.replace("+1", ""))) {
            needles.add(text);
        }
        return needles;
    }

    public static Needles of(String secret) {
        Needles needles = new Needles();
        needles.add(secret);
        return needles;
    }

    /** Those spellings that {@code haystack} holds: none, one hopes. */
    public List<String> in(byte[] haystack) {
        String text = new String(haystack, ISO_8859_1);
        return spellings.stream().filter(text::contains).toList();
    }

    private void add(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        addText(secret);
        addText(secret.replace(":", "%3A").replace("+", "%2B").replace("@", "%40"));
        // Inside of longer base64 it looks different at each of three offsets, and its ends mix with its neighbours.
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            int from = offset == 0 ? 0 : offset + 1;
            int to = shifted.length * 8 / 6;
            for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                addText(base64.withoutPadding().encodeToString(shifted).substring(from, to));
            }
        }
        byte[] hash = sha256(bytes);
        addBytes(hash);
        addText(Base64.getEncoder().withoutPadding().encodeToString(hash));
        addText(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
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

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
