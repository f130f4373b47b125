package dev.jeton.client.conformance;

import java.util.List;
import java.util.stream.Stream;

/** All that is checked, in the order of reports. A new check is one line here, or in a group's list. */
public final class Checks {
    private static final List<Check> ALL = Stream.of(
                    RequirementChecks.mappings(),
                    PrivacyChecks.all(),
                    RequirementChecks.removals(),
                    IssuerChecks.all(),
                    AttestationChecks.all(),
                    QuotaChecks.all(),
                    TokenChecks.all(),
                    GatewayChecks.all(),
                    JourneyChecks.all())
            .flatMap(List::stream)
            .toList();

    private Checks() {}

    public static List<Check> all() {
        return ALL;
    }
}
