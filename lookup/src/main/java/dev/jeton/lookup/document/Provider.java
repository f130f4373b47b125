package dev.jeton.lookup.document;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument.AcceptedIssuer;
import dev.jeton.crypto.discovery.OperatorName;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.MalformedMessage;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;

/** Who this discovery provider is, checked at start. */
@Startup
@ApplicationScoped
public class Provider {
    private final OperatorName operator;
    private final Authority authority;
    private final TokenType tokenType;
    private final List<AcceptedIssuer> issuers;

    Provider(ProviderConfig config) {
        this.operator = operator(config.operator());
        this.tokenType = config.tokenType();
        try {
            this.authority = Authority.parse("jeton.lookup.authority", config.authority());
            this.issuers = config.issuers().stream()
                    .map(name -> Authority.parse("jeton.lookup.issuers", name))
                    .map(name -> new AcceptedIssuer(name, URI.create("https://" + name)))
                    .toList();
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (!tokenType.isPubliclyVerifiable() && issuers.size() != 1) {
            throw new IllegalArgumentException("jeton.lookup.issuers: with jeton.lookup.token-type=voprf exactly one,"
                    + " whose secret keys this provider has");
        }
    }

    private static OperatorName operator(String name) {
        try {
            return new OperatorName(name);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException("jeton.lookup." + e.getMessage(), e);
        }
    }

    /** What challenges and mappings call this provider. */
    public Authority authority() {
        return authority;
    }

    /** Those whose tokens are good here. */
    public List<AcceptedIssuer> issuers() {
        return issuers;
    }

    /** The type of those tokens: one for all. */
    public TokenType tokenType() {
        return tokenType;
    }

    OperatorName operator() {
        return operator;
    }
}
