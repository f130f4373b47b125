package dev.jeton.service.gateway;

import dev.jeton.crypto.ohttp.OhttpGateway;

/** How large sealed requests are. */
public final class RequestSizes {
    /** For the line, the fields, and all lengths. */
    private static final int MORE_THAN_THE_BODY = 2048;

    private RequestSizes() {}

    /** The most that a sealed request has whose body has {@code bodyBytes}: clients pad to a power of two. */
    public static int largest(int bodyBytes) {
        int inner = bodyBytes + MORE_THAN_THE_BODY;
        int padded = Integer.highestOneBit(inner - 1) << 1;
        return padded + OhttpGateway.OVERHEAD_BYTES;
    }
}
