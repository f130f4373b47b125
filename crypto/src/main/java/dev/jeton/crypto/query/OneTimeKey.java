package dev.jeton.crypto.query;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The Ed25519 key behind one token: its hash is the token's nonce. It signs the one question that the token pays for,
 * is never read out, and leaves only sealed. Safe for concurrent use.
 *
 * <p>Asking a second question with it is possible and pointless: the token is spent, and two signed questions for one
 * nullifier prove who cheated. Asking the same one again, after a lost answer, is what it is for.
 */
public final class OneTimeKey {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ed25519PrivateKeyParameters key;
    private final Bytes publicKey;

    private OneTimeKey(Ed25519PrivateKeyParameters key) {
        this.key = key;
        this.publicKey = Bytes.of(key.generatePublicKey().getEncoded());
    }

    public static OneTimeKey generate() {
        return new OneTimeKey(new Ed25519PrivateKeyParameters(RANDOM));
    }

    /** SHA-256 of the public key: the nonce of the token that this key belongs to. */
    public Nonce nonce() {
        return QueryProof.nonceOf(publicKey);
    }

    /** Signs the question {@code csi} to {@code entryDp} that the token with {@code nullifier} pays for. */
    public QueryProof prove(String entryDp, Nullifier nullifier, Csi csi) {
        Bytes message = QueryProof.message(entryDp, nullifier, csi);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message.toArray(), 0, message.size());
        return new QueryProof(publicKey, Bytes.of(signer.generateSignature()));
    }

    /** This key, sealed to rest in a wallet; {@code context} names its token. */
    public Bytes seal(SealingKey sealingKey, Bytes context) {
        byte[] seed = key.getEncoded();
        try {
            return sealingKey.seal(context, Bytes.of(seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * The key that {@link #seal} sealed for the same context.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context
     */
    public static OneTimeKey unseal(SealingKey sealingKey, Bytes context, Bytes sealed) {
        Bytes seed = sealingKey.open(context, sealed);
        MalformedMessage.requireSize("one-time key", seed, Ed25519PrivateKeyParameters.KEY_SIZE);
        return new OneTimeKey(new Ed25519PrivateKeyParameters(seed.toArray(), 0));
    }

    @Override
    public String toString() {
        return "OneTimeKey[redacted]";
    }
}
