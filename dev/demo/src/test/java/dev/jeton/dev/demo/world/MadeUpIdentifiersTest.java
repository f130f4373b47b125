package dev.jeton.dev.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.jeton.crypto.csi.Csi;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MadeUpIdentifiersTest {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    @Test
    void generate_thousand_areDifferentValidAndFromManyRegions() throws NumberParseException {
        List<Csi> identifiers = MadeUpIdentifiers.generate(1_000, 1, Set.of());

        assertThat(identifiers).hasSize(1_000).doesNotHaveDuplicates();
        Set<Integer> countries = new HashSet<>();
        for (Csi csi : identifiers) {
            if (csi.kind() == Csi.Kind.TEL) {
                var number = PHONES.parse(csi.number().orElseThrow(), "ZZ");
                assertThat(PHONES.isValidNumber(number)).isTrue();
                countries.add(number.getCountryCode());
            }
        }
        assertThat(countries).hasSizeGreaterThan(180);
        assertThat(identifiers.stream().filter(csi -> csi.kind() == Csi.Kind.MAILTO))
                .hasSize(100);
    }

    @Test
    void generate_sameSeed_givesTheSame() {
        assertThat(MadeUpIdentifiers.generate(50, 7, Set.of()))
                .isEqualTo(MadeUpIdentifiers.generate(50, 7, Set.of()))
                .isNotEqualTo(MadeUpIdentifiers.generate(50, 8, Set.of()));
    }

    @Test
    void generate_takenIdentifier_isLeftOut() {
        List<Csi> free = MadeUpIdentifiers.generate(20, 7, Set.of());

        assertThat(MadeUpIdentifiers.generate(20, 7, Set.of(free.get(3)))).doesNotContain(free.get(3));
    }

    @Test
    void generate_moreThanSmallIslandsHave_stillGivesAll() {
        assertThat(MadeUpIdentifiers.generate(6_000, 3, Set.of()))
                .hasSize(6_000)
                .doesNotHaveDuplicates();
    }
}
