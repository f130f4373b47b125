package dev.jeton.lookup.document;

import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.mapping.CsipTrust;
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

/** The same bytes for everybody, made once: a document for one client would mark that client. */
@Path(DiscoveryProviderDocument.PATH)
class DocumentResource {
    private static final long GENERATION = 0;

    private final byte[] document;
    private final EntityTag tag;
    private final String cacheControl;

    DocumentResource(Provider provider, ProviderConfig config, CsipTrust trust) throws NoSuchAlgorithmException {
        this.document = new DiscoveryProviderDocument(
                        provider.operator(),
                        provider.authority(),
                        GENERATION,
                        provider.tokenType(),
                        provider.issuers(),
                        trust)
                .encode()
                .toArray();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
        this.tag = new EntityTag(HexFormat.of().formatHex(hash, 0, 16));
        this.cacheControl = "public, max-age=" + config.documentMaxAge().toSeconds();
    }

    @GET
    @Produces(DiscoveryProviderDocument.MEDIA_TYPE)
    public Response document(@Context Request request) {
        Response.ResponseBuilder notModified = request.evaluatePreconditions(tag);
        return (notModified == null ? Response.ok(document) : notModified)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }
}
