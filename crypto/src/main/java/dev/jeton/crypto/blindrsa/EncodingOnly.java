package dev.jeton.crypto.blindrsa;

import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;

/**
 * The identity in place of RSA: Bouncy Castle's PSS signer then hands out the encoded message itself, which is what
 * blinding starts from.
 */
final class EncodingOnly implements AsymmetricBlockCipher {
    private final int blockBytes;

    EncodingOnly(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    @Override
    public void init(boolean forEncryption, CipherParameters parameters) {}

    @Override
    public int getInputBlockSize() {
        return blockBytes;
    }

    @Override
    public int getOutputBlockSize() {
        return blockBytes;
    }

    @Override
    public byte[] processBlock(byte[] in, int offset, int size) {
        return Arrays.copyOfRange(in, offset, offset + size);
    }
}
