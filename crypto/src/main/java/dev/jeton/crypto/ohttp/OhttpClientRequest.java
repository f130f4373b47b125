package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.hpke.HpkeSender;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** An encapsulated request, and what opens the response to it. Safe for concurrent use. Made by {@link OhttpKeyConfig}. */
public final class OhttpClientRequest {
    public static final String MEDIA_TYPE = "message/ohttp-req";

    private final Bytes encapsulated;
    private final ResponseSecret responseSecret;

    OhttpClientRequest(RequestHeader header, HpkeSender sender, Bytes request) {
        this.encapsulated = Bytes.concat(header.encode(), sender.enc(), sender.seal(Bytes.EMPTY, request));
        this.responseSecret = new ResponseSecret(header.suite(), sender.enc(), sender::export);
    }

    /** What goes to the relay: {@value OhttpGateway#OVERHEAD_BYTES} bytes more than the request. */
    public Bytes encapsulated() {
        return encapsulated;
    }

    /**
     * The {@code message/bhttp} that came back.
     *
     * @throws MalformedMessage if it is not the gateway's answer to this request; it does not say why
     */
    public Bytes open(Bytes encapsulatedResponse) {
        return responseSecret.open(encapsulatedResponse);
    }
}
