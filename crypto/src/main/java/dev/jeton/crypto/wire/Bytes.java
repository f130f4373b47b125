package dev.jeton.crypto.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An immutable string of bytes, compared by value.
 *
 * <p>Records hold these and never a {@code byte[]}, which they would compare by identity and hand out to be changed.
 * Comparison takes time that depends on the lengths only. {@link #toString} gives the size and never the contents,
 * since a token or a nonce may be inside. Safe for concurrent use.
 */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final Base64.Encoder URL_PADDED = Base64.getUrlEncoder();
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final byte[] value;

    private Bytes(byte[] owned) {
        this.value = owned;
    }

    /** A copy of {@code value}. */
    public static Bytes of(byte... value) {
        return new Bytes(value.clone());
    }

    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    public static Bytes ofUtf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes that {@code text} stands for in base64url, with or without its padding (RFC 4648, Section 5).
     *
     * <p>Strict: the standard alphabet, white space, wrong padding and non-zero trailing bits are refused, so that one
     * value has one spelling with and one without padding.
     *
     * @throws MalformedMessage naming {@code field}
     */
    public static Bytes ofBase64Url(String field, String text) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw MalformedMessage.of(field, "not base64url");
        }
        String canonical = text.endsWith("=") ? URL_PADDED.encodeToString(decoded) : URL.encodeToString(decoded);
        if (!canonical.equals(text)) {
            throw MalformedMessage.of(field, "not canonical base64url");
        }
        return new Bytes(decoded);
    }

    /** All of {@code parts}, one after the other. */
    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.size());
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.value, 0, joined, at, part.value.length);
            at += part.value.length;
        }
        return new Bytes(joined);
    }

    public int size() {
        return value.length;
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    /** The byte at {@code index}, as 0 to 255. */
    public int at(int index) {
        return value[index] & 0xff;
    }

    /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        if (from < 0 || to > value.length || from > to) {
            throw new IndexOutOfBoundsException("slice " + from + ".." + to + " of " + value.length + " bytes");
        }
        return new Bytes(Arrays.copyOfRange(value, from, to));
    }

    /** A copy that the caller may change. */
    public byte[] toArray() {
        return value.clone();
    }

    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    /** base64url without padding, as JOSE and our JSON use it. */
    public String toBase64Url() {
        return URL.encodeToString(value);
    }

    /** base64url with padding, as Privacy Pass directories and headers use it (RFC 9577, RFC 9578). */
    public String toBase64UrlPadded() {
        return URL_PADDED.encodeToString(value);
    }

    /** Equal in value; the time taken does not depend on where two values of one size differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Bytes[" + value.length + "]";
    }
}
