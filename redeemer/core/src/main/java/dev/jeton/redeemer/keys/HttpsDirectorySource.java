package dev.jeton.redeemer.keys;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;

/** The directory at the issuer's well-known place. */
public record HttpsDirectorySource(HttpsIssuer issuer) implements DirectorySource {
    /**
     * @param issuer authority of the issuer: host in lower case, and {@code :port} unless 443
     * @param trust which authorities may sign the issuer's certificate; its name is verified in any case
     * @param timeout for all of it, from the connection to the last byte
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code issuer} is no such authority
     */
    public HttpsDirectorySource(String issuer, SSLContext trust, Duration timeout) {
        this(new HttpsIssuer(issuer, trust, timeout));
    }

    @Override
    public CompletionStage<Bytes> fetch() {
        return issuer.fetch(IssuerDirectory.PATH, IssuerDirectory.MEDIA_TYPE, IssuerDirectory.MAX_BYTES);
    }
}
