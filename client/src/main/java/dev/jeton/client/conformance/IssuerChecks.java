package dev.jeton.client.conformance;

import dev.jeton.client.http.RateLimit;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What RFC 9578 and the batched tokens draft want of an issuer. */
final class IssuerChecks {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int BATCH = 10;
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;
    private static final int UNSUPPORTED = 415;
    private static final int TOO_LARGE = 413;

    private IssuerChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "issuer-directory",
                        "a directory that is the same for everybody and lists the signing key first (RFC 9578, Section 4)",
                        IssuerChecks::directoryIsEverybodys),
                new Check("issuer-single", "one token for one request (RFC 9578, Section 6)", IssuerChecks::signsOne),
                new Check(
                        "issuer-batch",
                        "a token for each request of a batch (batched tokens, Section 6)",
                        IssuerChecks::signsABatch),
                new Check(
                        "issuer-request",
                        "what is no token request for a key that signs is refused (RFC 9578, Section 5.2)",
                        IssuerChecks::refusesWhatIsNoRequest),
                new Check(
                        "issuer-repeat",
                        "the same batch again is answered again and charged once",
                        IssuerChecks::repeatsForFree));
    }

    private static String directoryIsEverybodys(Deployment deployment) throws Violation, ServiceFailure {
        Request get = Request.get(
                deployment.target().issuer().at(IssuerDirectory.PATH),
                IssuerDirectory.MEDIA_TYPE,
                IssuerDirectory.MAX_BYTES,
                DEADLINE);
        Response first = deployment.direct(get);
        Violation.unless(first.status() == OK, "the directory: " + Said.of(first));
        Violation.unless(first.hasMediaType(IssuerDirectory.MEDIA_TYPE), "the directory has another media type");
        Violation.unless(first.header("Cache-Control").isPresent(), "the directory has no Cache-Control");
        Violation.unless(
                first.body().equals(deployment.direct(get).body()), "two requests get directories that differ");
        IssuerDirectory directory = directory(first.body());
        Violation.unless(
                directory.keys().get(0).isValidAt(deployment.now()),
                "the first key of the directory does not sign now");
        return directory.keys().size() + " key(s) of type 0x0002, the first valid until "
                + directory.keys().get(0).notAfter() + ", the same bytes twice";
    }

    private static IssuerDirectory directory(Bytes body) throws Violation {
        try {
            IssuerDirectory directory = IssuerDirectory.parse(body);
            Violation.unless(!directory.keys().isEmpty(), "the directory lists no key of type 0x0002");
            return directory;
        } catch (MalformedMessage e) {
            throw new Violation("a malformed directory: " + e.getMessage(), e);
        }
    }

    private static String signsOne(Deployment deployment) throws Violation, ServiceFailure {
        Till till = deployment.till();
        IssuerDirectory.Key key = till.signingKey();
        Till.Cart cart = cart(deployment, key, 1);
        Response response = till.order(
                cart.pending().get(0).request().encode(),
                TokenRequest.MEDIA_TYPE,
                Optional.of(till.signed(Till.newSender(), key)));
        Violation.unless(response.status() == OK, "a token request: " + Said.of(response));
        Violation.unless(response.hasMediaType(TokenResponse.MEDIA_TYPE), "the answer has another media type");
        try {
            cart.pending().get(0).finish(TokenResponse.parse(response.body()));
        } catch (MalformedMessage e) {
            throw new Violation("the blind signature does not verify under the directory's first key", e);
        }
        return "a blind signature of " + TokenResponse.BYTES + " bytes, which verifies under the directory's key";
    }

    private static String signsABatch(Deployment deployment) throws Violation, ServiceFailure {
        Till till = deployment.till();
        IssuerDirectory.Key key = till.signingKey();
        Till.Cart cart = cart(deployment, key, BATCH);
        Response response = order(till, cart.batch(), till.signed(Till.newSender(), key));
        Violation.unless(response.status() == OK, "a batch of " + BATCH + ": " + Said.of(response));
        Violation.unless(
                response.hasMediaType(GenericBatchTokenResponse.MEDIA_TYPE), "the answer has another media type");
        try {
            cart.finish(GenericBatchTokenResponse.parse(response.body()));
        } catch (MalformedMessage e) {
            throw new Violation("not " + BATCH + " signatures that verify, each in its place: " + e.getMessage(), e);
        }
        return BATCH + " signatures in the requests' order, all of which verify";
    }

    private static String refusesWhatIsNoRequest(Deployment deployment) throws Violation, ServiceFailure {
        Till till = deployment.till();
        IssuerDirectory.Key key = till.signingKey();
        TokenRequest good = cart(deployment, key, 1).pending().get(0).request();
        Bytes encoded = good.encode();
        Bytes unregistered = Bytes.concat(Bytes.of((byte) 0x7e, (byte) 0x7e), encoded.slice(2, encoded.size()));

        status(till, key, encoded.slice(0, encoded.size() - 1), UNPROCESSABLE, "a truncated request");
        Response longer = till.order(
                Bytes.concat(encoded, Bytes.of((byte) 0)),
                TokenRequest.MEDIA_TYPE,
                Optional.of(till.signed(Till.newSender(), key)));
        Violation.unless(
                longer.status() == UNPROCESSABLE || longer.status() == TOO_LARGE,
                "a request with a byte too many: " + Said.of(longer) + "; demanded: 422, or 413");
        status(till, key, Bytes.EMPTY, UNPROCESSABLE, "an empty request");
        status(till, key, unregistered, UNPROCESSABLE, "a token type that is not registered");
        TruncatedTokenKeyId other = otherThan(key.publicKey().keyId().truncated(), till.directory());
        status(
                till,
                key,
                new TokenRequest(other, good.blindedMessage()).encode(),
                UNPROCESSABLE,
                "a key that is not in the directory");
        Response text = till.order(encoded, "text/plain", Optional.of(till.signed(Till.newSender(), key)));
        Violation.unless(
                text.status() == UNSUPPORTED, "a request called text/plain: " + Said.of(text) + "; demanded: 415");
        return "refused: truncated, too long, empty, of an unregistered type, for another key, of another media type";
    }

    private static TruncatedTokenKeyId otherThan(TruncatedTokenKeyId signing, IssuerDirectory directory) {
        int candidate = signing.value();
        boolean isListed = true;
        while (isListed) {
            candidate = (candidate + 1) & 0xff;
            TruncatedTokenKeyId next = new TruncatedTokenKeyId(candidate);
            isListed = directory.keys().stream()
                    .anyMatch(key -> key.publicKey().keyId().truncated().equals(next));
        }
        return new TruncatedTokenKeyId(candidate);
    }

    private static void status(Till till, IssuerDirectory.Key key, Bytes body, int demanded, String what)
            throws Violation, ServiceFailure {
        Response response = till.order(body, TokenRequest.MEDIA_TYPE, Optional.of(till.signed(Till.newSender(), key)));
        Violation.unless(response.status() == demanded, what + ": " + Said.of(response) + "; demanded: " + demanded);
    }

    private static String repeatsForFree(Deployment deployment) throws Violation, NotApplicable, ServiceFailure {
        Till till = deployment.till();
        IssuerDirectory.Key key = till.signingKey();
        String sender = Till.newSender();
        Bytes batch = cart(deployment, key, 2).batch();

        Response first = order(till, batch, till.signed(sender, key));
        Violation.unless(first.status() == OK, "a batch: " + Said.of(first));
        OptionalLong left = left(first);
        if (left.isEmpty()) {
            throw new NotApplicable("the issuer does not say what is left (RateLimit)");
        }
        // The issuer remembers the batch, not the attestation: this one is as good, and newly signed.
        Response again = order(till, batch, till.signed(sender, key));
        Violation.unless(again.status() == OK, "the same batch again: " + Said.of(again));
        Violation.unless(again.body().equals(first.body()), "the same batch again got other signatures");
        Violation.unless(
                left(again).equals(left),
                "the same batch again was charged again: " + left(again).orElse(-1) + " left, before "
                        + left.getAsLong());
        return "the same answer, and " + left.getAsLong() + " left after either";
    }

    /** What is left of the quota that ends first. */
    static OptionalLong left(Response response) {
        return RateLimit.of(response).stream().mapToLong(RateLimit::remaining).min();
    }

    static Response order(Till till, Bytes batch, String attestation) throws ServiceFailure {
        return till.order(batch, GenericBatchTokenRequest.MEDIA_TYPE, Optional.of(attestation));
    }

    /** Requests for tokens that are good here. */
    static Till.Cart cart(Deployment deployment, IssuerDirectory.Key key, int count) throws ServiceFailure {
        ChallengeDigest challenge = deployment.challenge().digest();
        return Till.Cart.of(key.publicKey(), challenge, count);
    }

    /** A token that would be good if its key were the issuer's. */
    static Coin counterfeit(ChallengeDigest challenge) {
        TokenSigningKey own = TokenSigningKey.generate();
        Till.Cart cart = Till.Cart.of(own.publicKey(), challenge, 1);
        TokenResponse signed = own.blindSign(cart.pending().get(0).request());
        return new Coin(cart.pending().get(0).finish(signed), cart.keys().get(0));
    }
}
