package dev.jeton.dev.demo.toy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.secret.SealingKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private final Pseudonyms pseudonyms = new Pseudonyms(SealingKey.generate());

    @Test
    void of_sameThree_isTheSame() {
        assertThat(pseudonyms.of("alice", "https://issuer.example", 7))
                .isEqualTo(pseudonyms.of("alice", "https://issuer.example", 7))
                .matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void of_anotherUserIssuerEpochOrKey_isAnother() {
        assertThat(Stream.of(
                        pseudonyms.of("alice", "https://issuer.example", 7),
                        pseudonyms.of("bob", "https://issuer.example", 7),
                        pseudonyms.of("alice", "https://other.example", 7),
                        pseudonyms.of("alice", "https://issuer.example", 8),
                        new Pseudonyms(SealingKey.generate()).of("alice", "https://issuer.example", 7)))
                .doesNotHaveDuplicates();
    }
}
