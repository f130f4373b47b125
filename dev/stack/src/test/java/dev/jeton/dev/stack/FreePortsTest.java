package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void next_neverRepeats_andStaysBelowEphemeralPorts() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            int port = FreePorts.next();
            assertThat(port).isBetween(15_000, 32_767);
            assertThat(ports.add(port)).isTrue();
        }
    }
}
