package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.MalformedMessage;

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

    static TokenType read(ByteReader reader) {
        int code = reader.uint16(FIELD);
        for (TokenType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw MalformedMessage.of(FIELD, "not a supported type");
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
