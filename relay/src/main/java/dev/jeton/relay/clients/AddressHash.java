package dev.jeton.relay.clients;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns addresses into what stands for them: 16 bytes of HMAC-SHA-256 under a key of this object alone. IPv6 addresses of
 * one /64 are one client, since a household has a whole /64. Safe for concurrent use.
 */
final class AddressHash {
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final SecretKeySpec key;

    /** What stands for an address, here and until this process ends. */
    record Hashed(long high, long low) {
        @Override
        public String toString() {
            return "Hashed";
        }
    }

    AddressHash() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HMAC);
    }

    /** {@code address} in letters; all who have none are one client. */
    Hashed of(@Nullable String address) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(network(address == null ? "" : address)));
            return new Hashed(hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static byte[] network(String address) {
        byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address.getBytes(StandardCharsets.UTF_8);
        }
        return bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
    }
}
