package dev.jeton.bench.issuer;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches made before they are sent, each of another sender. Their elements are random numbers below the modulus: to the
 * issuer no blinded message looks otherwise, and making real ones would cost the core that is being measured.
 */
final class Batches {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SplittableRandom random = new SplittableRandom();
    private final IssuerUnderTest issuer;
    private final IssuerDirectory.Key key;
    private int senders;

    Batches(IssuerUnderTest issuer, IssuerDirectory.Key key) {
        this.issuer = issuer;
        this.key = key;
    }

    /** {@code count} requests for {@code tokens} tokens each. */
    List<HttpRequest> make(int count, int tokens) {
        URI uri = issuer.at("/token-request");
        List<HttpRequest> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .header("Content-Type", GenericBatchTokenRequest.MEDIA_TYPE)
                    .header("Authorization", "Bearer " + issuer.attest("sender" + senders++, key.epochId()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(batch(tokens).toArray()))
                    .build());
        }
        return requests;
    }

    private Bytes batch(int tokens) {
        List<TokenRequest> elements = new ArrayList<>(tokens);
        for (int i = 0; i < tokens; i++) {
            byte[] element = new byte[TokenRequest.BLINDED_MESSAGE_BYTES];
            random.nextBytes(element);
            // The modulus begins with a one bit.
            element[0] &= 0x7f;
            elements.add(new TokenRequest(key.publicKey().keyId().truncated(), Bytes.of(element)));
        }
        return new GenericBatchTokenRequest(elements).encode();
    }
}
