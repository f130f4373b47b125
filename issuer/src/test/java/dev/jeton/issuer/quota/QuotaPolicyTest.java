package dev.jeton.issuer.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.service.document.WatchedDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaPolicyTest {
    private static final MspUri MSP = new MspUri("mimi://msp.example");
    private static final String VALID = """
            apiVersion: jeton.dev/v1
            kind: QuotaPolicy
            metadata: { name: example-msp }
            spec:
              msp: mimi://msp.example
              tokensPerEpoch: 5000000
              tiers:
                standard:   { tokensPerEpoch: 300,  maxBatch: 100 }
                onboarding: { tokensPerEpoch: 2000, maxBatch: 200, sendersPerEpoch: 50000 }
            """;

    @TempDir
    private Path directory;

    @Test
    void read_theDesignsExample_givesItsNumbers() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), VALID);
        QuotaPolicy policy = read().about(MSP).orElseThrow();
        assertThat(policy.tokensPerEpoch()).isEqualTo(5_000_000);
        assertThat(policy.tier("standard")).contains(new Tier("standard", 300, 100, OptionalLong.empty()));
        assertThat(policy.tier("onboarding")).contains(new Tier("onboarding", 2000, 200, OptionalLong.of(50_000)));
        assertThat(policy.tier("business")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jeton.dev/v1              | jeton.dev/v2             | apiVersion",
                "kind: QuotaPolicy         | kind: Quota              | kind",
                "metadata: { name: example-msp } | metadata: {}       | name",
                "msp: mimi://msp.example   | msp: https://msp.example | spec.msp",
                "msp: mimi://msp.example   | msp: mimi://MSP.example  | spec.msp",
                "tokensPerEpoch: 5000000   | tokensPerEpoch: 5e6      | tokensPerEpoch",
                "tokensPerEpoch: 5000000   | tokensPerEpoch: '5'      | tokensPerEpoch",
                "tokensPerEpoch: 5000000   | tokensPerEpoch: -1       | tokensPerEpoch",
                "tokensPerEpoch: 5000000   | tokensPerEpoch: 9007199254740993 | tokensPerEpoch",
                "tokensPerEpoch: 5000000   | tokensperepoch: 1        | tokensperepoch",
                "tokensPerEpoch: 300,      |                          | tiers.standard.tokensPerEpoch",
                "maxBatch: 100             | maxBatch: 0              | tiers.standard.maxBatch",
                "maxBatch: 100             | maxBatch: 501            | tiers.standard.maxBatch",
                "maxBatch: 100             | maxBatch: 1, burst: 2    | tiers.standard.burst: unknown field",
                "sendersPerEpoch: 50000    | sendersPerEpoch: many    | tiers.onboarding.sendersPerEpoch",
                "standard:                 | Standard!:               | tiers",
                "standard:                 | onboarding:              | duplicate key onboarding",
            })
    void read_anythingElse_isRefusedByField(String valid, String invalid, String named) throws IOException {
        String document = VALID.replace(valid, invalid == null ? "" : invalid);
        assertThat(document).isNotEqualTo(VALID);
        Files.writeString(directory.resolve("a.yaml"), document);
        WatchedDocuments<MspUri, QuotaPolicy> policies = read();
        assertThat(policies.about(MSP)).isEmpty();
        assertThat(policies.files().get(0).problem().orElseThrow()).contains(named);
    }

    private WatchedDocuments<MspUri, QuotaPolicy> read() {
        WatchedDocuments<MspUri, QuotaPolicy> policies = QuotaPolicies.in(directory, 500);
        policies.look(Logger.getLogger("test"));
        return policies;
    }
}
