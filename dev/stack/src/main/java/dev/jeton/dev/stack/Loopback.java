package dev.jeton.dev.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where everything here listens, 127.0.0.1, whatever this JVM prefers to call {@code localhost}; and its neighbours. */
final class Loopback {
    private Loopback() {}

    static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes make an address", e);
        }
    }

    /** @param address of 127.0.0.0/8, which is all on this machine */
    static InetAddress address(String address) {
        if (!address.matches("127(\\.[0-9]{1,3}){3}")) {
            throw new IllegalArgumentException("expected an address of 127.0.0.0/8, not " + address);
        }
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + address, e);
        }
    }

    static InetSocketAddress port(int port) {
        return new InetSocketAddress(address(), port);
    }
}
