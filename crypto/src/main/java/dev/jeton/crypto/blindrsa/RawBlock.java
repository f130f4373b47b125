package dev.jeton.crypto.blindrsa;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;

/** A raw operation as Bouncy Castle's PSS signer wants it: the signer does the encoding, and somebody else the power. */
final class RawBlock implements AsymmetricBlockCipher {
    private final int blockBytes;
    private final UnaryOperator<byte[]> operation;

    RawBlock(int blockBytes, UnaryOperator<byte[]> operation) {
        this.blockBytes = blockBytes;
        this.operation = operation;
    }

    /** The operation has its key. */
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
        return operation.apply(Arrays.copyOfRange(in, offset, offset + size));
    }
}
