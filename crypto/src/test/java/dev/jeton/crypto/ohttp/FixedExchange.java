package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.hpke.FixedSender;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.Bytes;

/** Exchanges that are the same in every run, so that what was sealed can be compared and kept. They protect nothing. */
public final class FixedExchange {
    private FixedExchange() {}

    public static OhttpClientRequest encapsulate(
            OhttpKeyConfig config, HpkeSuite suite, HpkeSecretKey ephemeral, Bytes request) {
        RequestHeader header = new RequestHeader(config.keyId(), suite);
        return new OhttpClientRequest(
                header, FixedSender.of(suite, config.publicKey(), header.info(), ephemeral), request);
    }
}
