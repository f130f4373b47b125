package dev.jeton.crypto.engine;

import java.io.Serial;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;

/** A provider that signs everything the same way and finds no signature good. */
final class FixedSignatures extends Provider {
    @Serial
    private static final long serialVersionUID = 1;

    FixedSignatures(byte[] signature) {
        super("FixedSignatures", "1", "one signature for everything");
        for (String algorithm : new String[] {"Ed25519", "SHA256withECDSAinP1363Format"}) {
            putService(new Service(this, "Signature", algorithm, Fixed.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Fixed(signature);
                }
            });
        }
    }

    private static final class Fixed extends SignatureSpi {
        private final byte[] signature;

        Fixed(byte[] signature) {
            this.signature = signature;
        }

        @Override
        protected void engineInitSign(PrivateKey key) {}

        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int size) {}

        @Override
        protected byte[] engineSign() {
            return signature.clone();
        }

        @Override
        protected boolean engineVerify(byte[] bytes) {
            return false;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
