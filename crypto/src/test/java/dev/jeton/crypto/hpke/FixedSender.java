package dev.jeton.crypto.hpke;

import dev.jeton.crypto.wire.Bytes;

/** Senders that are the same in every run, so that what they sealed can be compared and kept. They protect nothing. */
public final class FixedSender {
    private FixedSender() {}

    /** With {@code ephemeral} where any other sender throws a dice. */
    public static HpkeSender of(HpkeSuite suite, HpkePublicKey recipient, Bytes info, HpkeSecretKey ephemeral) {
        return suite.sender(recipient, info, ephemeral);
    }
}
