package dev.jeton.relay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressHashTest {
    private final AddressHash hash = new AddressHash();

    @Test
    void ipv4Addresses_areClients() {
        assertThat(hash.of("192.0.2.1")).isEqualTo(hash.of("192.0.2.1")).isNotEqualTo(hash.of("192.0.2.2"));
    }

    @Test
    void ipv6Networks_areClients() {
        assertThat(hash.of("2001:db8:1:2::1"))
                .isEqualTo(hash.of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(hash.of("2001:db8:1:3::1"));
    }

    @Test
    void whoHasNoAddress_isOneClient() {
        assertThat(hash.of(null)).isEqualTo(hash.of(null)).isNotEqualTo(hash.of("somewhere"));
    }

    @Test
    void anotherProcess_hashesOtherwise_andPrintsNothing() {
        assertThat(new AddressHash().of("192.0.2.1")).isNotEqualTo(hash.of("192.0.2.1"));
        assertThat(hash.of("192.0.2.1")).hasToString("Hashed");
    }
}
