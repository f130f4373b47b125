package dev.jeton.dev.demo.toy;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;

/**
 * What an MSP calls its users towards token issuers: pairwise per issuer and epoch, the same for the same three, and
 * telling nobody without the MSP's key who is meant or whether two of them mean one user.
 */
public final class Pseudonyms {
    private final SealingKey key;

    public Pseudonyms(SealingKey key) {
        this.key = key;
    }

    /** 43 characters of base64url for {@code account} at {@code issuer} in {@code epoch}. */
    public String of(String account, String issuer, long epoch) {
        Bytes issuerBytes = Bytes.ofUtf8(issuer);
        Bytes whom = new ByteWriter()
                .uint16(issuerBytes.size())
                .bytes(issuerBytes)
                .uint64(epoch)
                .bytes(Bytes.ofUtf8(account))
                .toBytes();
        return key.mac("pseudonym", whom).toBase64Url();
    }
}
