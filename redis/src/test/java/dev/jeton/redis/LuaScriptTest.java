package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LuaScriptTest {
    @Test
    void sha1_isTheDigestOfTheSource() {
        // FIPS 180-4's example message "abc".
        assertThat(LuaScript.of("abc", "abc").sha1()).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    @Test
    void resource_isReadWhole() {
        LuaScript script = LuaScript.resource(LuaScriptTest.class, "count.lua");

        assertThat(new String(script.source(), UTF_8)).startsWith("-- Adds").endsWith("}\n");
    }

    @Test
    void resource_missing_isRefusedByName() {
        assertThatThrownBy(() -> LuaScript.resource(LuaScriptTest.class, "absent.lua"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absent.lua");
    }
}
