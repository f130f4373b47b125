package dev.jeton.dev.demo.world;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.jeton.crypto.csi.Csi;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Identifiers to fill a directory with: mobile numbers that libphonenumber takes for valid, from the ranges of all
 * regions in turn, and every tenth a mail address under {@code example.com} and its siblings (RFC 2606). The same seed
 * gives the same identifiers, as long as libphonenumber's ranges stay the same.
 *
 * <p>Some of the numbers will belong to somebody. They are stored in a directory that nobody but its maker can reach,
 * and that lives for minutes.
 */
final class MadeUpIdentifiers {
    private static final int MAIL_EVERY = 10;
    private static final List<String> MAIL_DOMAINS = List.of("example.com", "example.net", "example.org");
    private static final int MAX_CHANGED_DIGITS = 7;
    /** Small islands have few numbers: after so many attempts in vain a region is left out. */
    private static final int ATTEMPTS = 50;

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final Random random;
    private final List<String> regions;

    private MadeUpIdentifiers(long seed) {
        this.random = new Random(seed);
        this.regions =
                new ArrayList<>(phones.getSupportedRegions().stream().sorted().toList());
    }

    /**
     * {@code count} different identifiers, in no order that matters.
     *
     * @param taken never among them
     */
    static List<Csi> generate(int count, long seed, Set<Csi> taken) {
        return new MadeUpIdentifiers(seed).generate(count, taken);
    }

    private List<Csi> generate(int count, Set<Csi> taken) {
        Set<Csi> all = new LinkedHashSet<>();
        int region = 0;
        while (all.size() < count) {
            if (all.size() % MAIL_EVERY == MAIL_EVERY - 1) {
                all.add(mail(all.size()));
                continue;
            }
            Optional<Csi> number = number(regions.get(region % regions.size()), all, taken);
            if (number.isEmpty()) {
                regions.remove(region % regions.size());
            } else {
                all.add(number.get());
                region++;
            }
        }
        return List.copyOf(all);
    }

    private Csi mail(int index) {
        String domain = MAIL_DOMAINS.get(random.nextInt(MAIL_DOMAINS.size()));
        return new Csi(
                "mailto:made.up." + Integer.toString(random.nextInt(36 * 36 * 36), 36) + "." + index + "@" + domain);
    }

    private Optional<Csi> number(String region, Set<Csi> used, Set<Csi> taken) {
        PhoneNumber example = phones.getExampleNumberForType(region, PhoneNumberUtil.PhoneNumberType.MOBILE);
        if (example == null) {
            return Optional.empty();
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            PhoneNumber number = withOtherDigits(example);
            Csi csi = new Csi("tel:" + phones.format(number, PhoneNumberFormat.E164));
            if (phones.isValidNumber(number) && !used.contains(csi) && !taken.contains(csi)) {
                return Optional.of(csi);
            }
        }
        return Optional.empty();
    }

    /** The example's first digits choose its range; from 2 to {@value #MAX_CHANGED_DIGITS} of its last ones are random. */
    private PhoneNumber withOtherDigits(PhoneNumber example) {
        long modulus = 1;
        for (int digits = 2 + random.nextInt(MAX_CHANGED_DIGITS - 1); digits > 0; digits--) {
            modulus *= 10;
        }
        long national = example.getNationalNumber();
        long changed = national - national % modulus + random.nextInt((int) modulus);
        return new PhoneNumber().mergeFrom(example).setNationalNumber(changed);
    }
}
