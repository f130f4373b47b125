package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.MalformedMessage;

/** The token types that are spoken here, with their sizes in bytes (RFC 9578, Section 8.2.1). */
public enum TokenType {
    /** Blind RSA with a 2048-bit modulus: publicly verifiable. */
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

    static TokenType read(ByteReader reader) {
        int code = reader.uint16(FIELD);
        for (TokenType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw MalformedMessage.of(FIELD, "not a supported type");
    }

    ByteWriter write() {
        return new ByteWriter().uint16(code);
    }
}
