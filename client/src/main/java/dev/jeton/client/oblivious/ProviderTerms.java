package dev.jeton.client.oblivious;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.OperatorName;
import dev.jeton.crypto.token.TokenType;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sender uses of a provider's document, and what therefore has to be the same for everybody. The keys of CSIPs are not
 * in it: senders believe those of their own list, and they may change between two copies of the document.
 */
public record ProviderTerms(
        OperatorName operator, Authority authority, TokenType tokenType, long generation, Set<Authority> issuers) {
    public static ProviderTerms of(DiscoveryProviderDocument document) {
        return new ProviderTerms(
                document.operator(),
                document.authority(),
                document.tokenType(),
                document.challengeGeneration(),
                document.issuers().stream()
                        .map(DiscoveryProviderDocument.AcceptedIssuer::name)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
