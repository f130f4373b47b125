package dev.jeton.dev.demo.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private final Accounts accounts = Accounts.parse(Bytes.ofUtf8("""
            {"accounts":[{"name":"alice","password":"a:b","tier":"standard"},
                         {"name":"mallory","password":"other","tier":"trial"}]}"""));

    @Test
    void authenticate_nameAndPassword_isTheAccount() {
        assertThat(accounts.authenticate(basic("alice:a:b"))).contains(new Accounts.Account("alice", "standard"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice:other", "alice:", "alice", ":a:b", "Alice:a:b", "nobody:a:b", "alice:a:b ", ""})
    void authenticate_anythingElse_isNobody(String credentials) {
        assertThat(accounts.authenticate(basic(credentials))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !!", "Bearer YWxpY2U6YTpi", "YWxpY2U6YTpi"})
    void authenticate_otherScheme_isNobody(String header) {
        assertThat(accounts.authenticate(header)).isEmpty();
    }

    @Test
    void parse_oneNameTwice_isRefused() {
        String account = "{\"name\":\"a\",\"password\":\"b\",\"tier\":\"c\"}";

        assertThatThrownBy(() -> Accounts.parse(Bytes.ofUtf8("{\"accounts\":[" + account + "," + account + "]}")))
                .isInstanceOf(MalformedMessage.class);
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
