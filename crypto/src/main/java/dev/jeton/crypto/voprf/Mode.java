package dev.jeton.crypto.voprf;

/** What a protocol run promises: RFC 9497, Section 3.1. */
enum Mode {
    /** The client learns an output, and takes the server's word for the key. */
    OPRF(0x00),
    /** The client learns an output, and that the key was the one it knows. */
    VOPRF(0x01);

    private final int code;

    Mode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
