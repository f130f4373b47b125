package dev.jeton.crypto.hpke;

import dev.jeton.crypto.wire.Bytes;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/** The side that seals (RFC 9180, Section 5.2). For one thread. */
public final class HpkeSender {
    private final HPKEContextWithEncapsulation context;

    HpkeSender(HPKEContextWithEncapsulation context) {
        this.context = context;
    }

    /** The encapsulated key that the recipient needs: {@value HpkeSuite#ENC_BYTES} bytes, fresh for each sender. */
    public Bytes enc() {
        return Bytes.of(context.getEncapsulation());
    }

    /** The next message, {@value HpkeSuite#TAG_BYTES} bytes more than {@code plain}. The recipient opens in this order. */
    public Bytes seal(Bytes aad, Bytes plain) {
        try {
            return Bytes.of(context.seal(aad.toArray(), plain.toArray()));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("thrown for what is opened, and this was sealed", e);
        }
    }

    /** A secret of {@code bytes} for another purpose, which the recipient has as well (RFC 9180, Section 5.3). */
    public Bytes export(Bytes exporterContext, int bytes) {
        return Exporter.export(context, exporterContext, bytes);
    }
}
