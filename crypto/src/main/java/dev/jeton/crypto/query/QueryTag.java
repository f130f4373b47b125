package dev.jeton.crypto.query;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * What the ledger keeps of a question, {@value #BYTES} bytes: the start of HMAC-SHA-256 under the token's nonce over the
 * canonical CSI, or over whatever else the token pays for. Equal for a repeated question, different for another one, and
 * worthless to whoever dumps the ledger: the nonce that keys it is stored nowhere.
 */
public record QueryTag(Bytes value) {
    public static final int BYTES = 12;

    private static final Bytes CSI_LABEL = Bytes.ofUtf8("jeton query tag v1\0");
    private static final Bytes CONTEXT_LABEL = Bytes.ofUtf8("jeton context tag v1\0");

    /** Refuses a value that has not {@value #BYTES} bytes with {@link MalformedMessage}. */
    public QueryTag {
        MalformedMessage.requireSize("query tag", value, BYTES);
    }

    public static QueryTag of(Nonce nonce, Csi csi) {
        return of(nonce, CSI_LABEL, Bytes.ofUtf8(csi.uri()));
    }

    /** Of a question that is none about a CSI: {@code context} is any bytes, and never has the tag of a CSI. */
    public static QueryTag ofContext(Nonce nonce, Bytes context) {
        return of(nonce, CONTEXT_LABEL, context);
    }

    private static QueryTag of(Nonce nonce, Bytes label, Bytes question) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(nonce.value().toArray()));
        Bytes message = Bytes.concat(label, question);
        mac.update(message.toArray(), 0, message.size());
        byte[] full = new byte[mac.getMacSize()];
        mac.doFinal(full, 0);
        return new QueryTag(Bytes.of(full).slice(0, BYTES));
    }
}
