package dev.jeton.crypto.hpke;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKEContext;

/** The side that opens (RFC 9180, Section 5.2). For one thread. */
public final class HpkeRecipient {
    private final HPKEContext context;

    HpkeRecipient(HPKEContext context) {
        this.context = context;
    }

    /**
     * The plain text of the sender's next message. One that is refused does not count: the next one is still waited for.
     *
     * @throws MalformedMessage if it is another message, was sealed to another key or for other {@code info} or {@code aad},
     *     or was changed since
     */
    public Bytes open(Bytes aad, Bytes ciphertext) {
        try {
            return Bytes.of(context.open(aad.toArray(), ciphertext.toArray()));
        } catch (InvalidCipherTextException e) {
            throw MalformedMessage.of(
                    "ciphertext", "wrong key, info or aad, out of order, or changed since it was sealed");
        }
    }

    /** A secret of {@code bytes} for another purpose, which the sender has as well (RFC 9180, Section 5.3). */
    public Bytes export(Bytes exporterContext, int bytes) {
        return Exporter.export(context, exporterContext, bytes);
    }
}
