package dev.jeton.lookup.document;

import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.redeemer.redeem.Redeemer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * The same bytes for everybody, made anew only when the provider's generation or its CSIPs have changed: a document for one
 * client would mark that client.
 */
@Path(DiscoveryProviderDocument.PATH)
class DocumentResource {
    private final Provider provider;
    private final Supplier<CsipTrust> trust;
    private final Redeemer redeemer;
    private final String cacheControl;
    private volatile Served served;

    @SuppressWarnings("ArrayRecordComponent") // Never compared, and on its way to the wire.
    private record Served(long generation, CsipTrust csips, byte[] document, EntityTag tag) {}

    DocumentResource(Provider provider, ProviderConfig config, Supplier<CsipTrust> trust, Redeemer redeemer) {
        this.provider = provider;
        this.trust = trust;
        this.redeemer = redeemer;
        this.cacheControl = "public, max-age=" + config.documentMaxAge().toSeconds();
        this.served = of(redeemer.generation(), trust.get());
    }

    @GET
    @Produces(DiscoveryProviderDocument.MEDIA_TYPE)
    public Response document(@Context Request request) {
        Served current = served;
        long generation = redeemer.generation();
        CsipTrust csips = trust.get();
        if (current.generation() != generation || !current.csips().equals(csips)) {
            current = of(generation, csips);
            served = current;
        }
        Response.ResponseBuilder notModified = request.evaluatePreconditions(current.tag());
        return (notModified == null ? Response.ok(current.document()) : notModified)
                .tag(current.tag())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }

    private Served of(long generation, CsipTrust csips) {
        byte[] document = new DiscoveryProviderDocument(
                        provider.operator(),
                        provider.authority(),
                        generation,
                        provider.tokenType(),
                        provider.issuers(),
                        csips)
                .encode()
                .toArray();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
            return new Served(
                    generation, csips, document, new EntityTag(HexFormat.of().formatHex(hash, 0, 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }
}
