package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Arrays;
import java.util.Optional;

/** The token types that are spoken here, with their sizes in bytes (RFC 9578, Section 8.2.1). */
public enum TokenType {
    /** VOPRF over P-384: whoever redeems needs the issuer's secret key, and so could issue. */
    VOPRF(0x0001, 48),
    /** Blind RSA with a 2048-bit modulus: publicly verifiable. The type to use, unless issuer and origin are one. */
    BLIND_RSA(0x0002, 256);

    /** The name that a refusal gives to an unknown type: callers answer it apart from other malformed messages. */
    public static final String FIELD = "token_type";

    private final int code;
    private final int authenticatorBytes;

    TokenType(int code, int authenticatorBytes) {
        this.code = code;
        this.authenticatorBytes = authenticatorBytes;
    }

    public int code() {
        return code;
    }

    /** {@code Nk}: the size of a token's authenticator. */
    public int authenticatorBytes() {
        return authenticatorBytes;
    }

    /** The size of a whole token. */
    public int tokenBytes() {
        return Token.AUTHENTICATOR_INPUT_BYTES + authenticatorBytes;
    }

    /**
     * Whether anybody with the issuer's public key can tell a good token from a bad one. If not, a token is redeemed inside
     * the issuer's own domain, by whoever holds the secret key, and is never forwarded to another provider.
     */
    public boolean isPubliclyVerifiable() {
        return this == BLIND_RSA;
    }

    /** The type that {@code code} stands for, if it is spoken here. */
    public static Optional<TokenType> ofCode(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /**
     * The type that {@code message} begins with, as every token and token request does. Throws {@link MalformedMessage} if
     * it is not spoken here.
     */
    public static TokenType of(Bytes message) {
        return read(new ByteReader(message));
    }

    static TokenType read(ByteReader reader) {
        return ofCode(reader.uint16(FIELD)).orElseThrow(() -> MalformedMessage.of(FIELD, "not a supported type"));
    }

    /** Reads a type and refuses every other than this, as if it were unknown. */
    void expect(ByteReader reader) {
        if (read(reader) != this) {
            throw MalformedMessage.of(FIELD, "not the type that belongs here");
        }
    }

    ByteWriter write() {
        return new ByteWriter().uint16(code);
    }
}
