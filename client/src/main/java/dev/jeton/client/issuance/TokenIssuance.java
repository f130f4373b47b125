package dev.jeton.client.issuance;

import dev.jeton.client.consistency.AgreedDocuments;
import dev.jeton.client.consistency.DirectPath;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.RateLimit;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.RetryingTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.client.wallet.FreshToken;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fills a wallet with tokens of one issuer. Safe for concurrent use. */
public final class TokenIssuance {
    /**
     * The size of a batch, unless there is a reason for {@link #LARGE_BATCH}. The issuer sees it: somebody who asks for a
     * number of his own is the same one again in the next epoch, whatever his pseudonym is there. For more tokens ask again.
     */
    public static final int BATCH = 20;

    /** For a new account's address book. */
    public static final int LARGE_BATCH = 100;

    /** More than any tier allows in one batch; bounds what is held in memory. */
    public static final int MAX_BATCH = 1000;

    /** An issuer signs a thousand tokens a second on one core, and others may wait before us. */
    private static final Duration BATCH_DEADLINE = Duration.ofSeconds(30);

    private static final String QUOTA_PATH = "/v1/quota";
    private static final Duration QUOTA_DEADLINE = Duration.ofSeconds(10);

    /** How far our clock may lag behind the issuer's when a key's epoch begins. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final Pattern COMPACT_JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final HttpTransport transport;
    private final DirectorySource directories;
    private final HttpsOrigin issuer;
    private final AttestationSupplier attestations;
    private final InstantSource clock;

    /** Where an issuer's directory comes from, and what of it is compared there if it comes from several. */
    private interface DirectorySource {
        IssuerDirectory fetch(URI target, Function<IssuerDirectory, Object> whatMatters) throws ServiceFailure;
    }

    /** Believes the issuer's own word about its key. An issuer that shows each sender another one knows its tokens again. */
    public TokenIssuance(
            HttpTransport transport, HttpsOrigin issuer, AttestationSupplier attestations, InstantSource clock) {
        this(transport, alone(transport), issuer, attestations, clock);
    }

    /** @param documents by which the key that is valid now is compared with what others are shown, before it is used */
    public TokenIssuance(
            HttpTransport transport,
            AgreedDocuments documents,
            HttpsOrigin issuer,
            AttestationSupplier attestations,
            InstantSource clock) {
        this(
                transport,
                (target, whatMatters) -> documents.fetch(
                        target,
                        IssuerDirectory.MEDIA_TYPE,
                        IssuerDirectory.MAX_BYTES,
                        IssuerDirectory::parse,
                        whatMatters,
                        // Or whoever is one of the ways could void a sender's tokens by his word alone.
                        IssuerDirectory::retiringWith),
                issuer,
                attestations,
                clock);
    }

    private TokenIssuance(
            HttpTransport transport,
            DirectorySource directories,
            HttpsOrigin issuer,
            AttestationSupplier attestations,
            InstantSource clock) {
        this.transport = new RetryingTransport(transport);
        this.directories = directories;
        this.issuer = issuer;
        this.attestations = attestations;
        this.clock = clock;
    }

    /** {@value #BATCH} tokens of type 0x0002, as {@link #request(HttpsOrigin, TokenType, int, TokenWallet)} gets them. */
    public Issued request(HttpsOrigin discoveryProvider, TokenWallet wallet)
            throws ServiceFailure, AttestationUnavailable, WalletFailure {
        return request(discoveryProvider, BATCH, wallet);
    }

    /** {@link #request(HttpsOrigin, TokenType, int, TokenWallet)} for tokens of type 0x0002, which most providers take. */
    public Issued request(HttpsOrigin discoveryProvider, int count, TokenWallet wallet)
            throws ServiceFailure, AttestationUnavailable, WalletFailure {
        return request(discoveryProvider, TokenType.BLIND_RSA, count, wallet);
    }

    /** {@link #request(TokenScope, int, TokenWallet)} for a provider that has never had to void its tokens. */
    public Issued request(HttpsOrigin discoveryProvider, TokenType type, int count, TokenWallet wallet)
            throws ServiceFailure, AttestationUnavailable, WalletFailure {
        return request(new TokenScope(issuer, discoveryProvider, type), count, wallet);
    }

    /**
     * Asks for {@code count} tokens for questions to the scope's provider and stores what is issued.
     *
     * <p>A lost answer is asked for again with the very same bytes: the issuer answers it again and charges the quota
     * once. After a {@link ServiceFailure} nothing is stored; {@link Refused} says when to try again and what is left.
     *
     * @param scope of this issuer; type and generation are those that the provider's document names
     * @param count {@link #BATCH} or {@link #LARGE_BATCH}, to be one of many; 1 to {@value #MAX_BATCH} are possible, as far
     *     as the issuer's tier allows
     * @throws IllegalArgumentException for another count, or another issuer's scope
     */
    public Issued request(TokenScope scope, int count, TokenWallet wallet)
            throws ServiceFailure, AttestationUnavailable, WalletFailure {
        if (!scope.issuer().equals(issuer)) {
            throw new IllegalArgumentException("a scope of another issuer");
        }
        if (count < 1 || count > MAX_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to " + MAX_BATCH + " tokens, not " + count);
        }
        IssuerDirectory directory = directories.fetch(
                issuer.at(IssuerDirectory.PATH),
                read -> List.of(read.issuerRequestUri(), validNow(entries(read, scope.tokenType()))));
        wallet.retire(issuer, directory.retiredKeys());
        TokenBatch batch = batch(directory, scope, count);
        URI uri = issuer.resolve(IssuerDirectory.PATH, directory.issuerRequestUri());

        Response response =
                transport.send(request(uri, batch, attestation(batch.key().epochId())));
        if (response.status() != OK && response.status() != PARTIAL) {
            throw Refused.of(issuer, response);
        }
        List<FreshToken> tokens = finish(batch, response);
        wallet.add(scope, tokens);
        return new Issued(tokens.size(), count - tokens.size(), batch.key().notAfter(), RateLimit.of(response));
    }

    /**
     * What is left of this sender's quota in the current epoch. Nothing is charged.
     *
     * @throws Refused if the issuer does not take the attestation, or cannot say now
     */
    public Quota quota() throws ServiceFailure, AttestationUnavailable {
        IssuerDirectory directory =
                directories.fetch(issuer.at(IssuerDirectory.PATH), read -> List.of(validNow(anyType(read))));
        long epoch = signingKey(anyType(directory)).epochId();
        Response response = transport.send(Request.get(
                        issuer.at(QUOTA_PATH),
                        Quota.MEDIA_TYPE + ", " + Problem.MEDIA_TYPE,
                        Math.max(Quota.MAX_BYTES, Problem.MAX_BYTES),
                        QUOTA_DEADLINE)
                .with("Authorization", "Bearer " + attestation(epoch)));
        if (response.status() != OK) {
            throw Refused.of(issuer, response);
        }
        requireMediaType(response, Quota.MEDIA_TYPE);
        try {
            return Quota.parse(response.body());
        } catch (MalformedMessage e) {
            throw malformed(e);
        }
    }

    /** Keys of both types: an epoch has one quota, whatever is made with it. */
    private static List<IssuerDirectory.Entry> anyType(IssuerDirectory directory) {
        return Stream.<IssuerDirectory.Entry>concat(directory.keys().stream(), directory.voprfKeys().stream())
                .toList();
    }

    private TokenBatch batch(IssuerDirectory directory, TokenScope scope, int count) throws UntrustedAnswer {
        ChallengeDigest challenge = scope.challenge().digest();
        return switch (scope.tokenType()) {
            case BLIND_RSA -> new BlindRsaTokenBatch(signingKey(directory.keys()), challenge, count);
            case VOPRF -> new VoprfTokenBatch(signingKey(directory.voprfKeys()), challenge, count);
        };
    }

    private static List<? extends IssuerDirectory.Entry> entries(IssuerDirectory directory, TokenType type) {
        return switch (type) {
            case BLIND_RSA -> directory.keys();
            case VOPRF -> directory.voprfKeys();
        };
    }

    private <K extends IssuerDirectory.Entry> K signingKey(List<K> keys) throws UntrustedAnswer {
        return validNow(keys)
                .orElseThrow(() -> new UntrustedAnswer(
                        Flaw.NO_VALID_KEY,
                        issuer.authority() + " lists no key of that token type that is valid now;"
                                + " check this machine's clock"));
    }

    /**
     * The first key that is valid now: the directory's order is the issuer's preference (RFC 9578, Section 4). If none is,
     * the first that is in a moment: our clock may be late.
     */
    private <K extends IssuerDirectory.Entry> Optional<K> validNow(List<K> keys) {
        Instant now = clock.instant();
        return Stream.of(now, now.plus(SKEW))
                .flatMap(time -> keys.stream().filter(key -> key.isValidAt(time)))
                .findFirst();
    }

    private static DirectorySource alone(HttpTransport transport) {
        DirectPath direct = new DirectPath(new RetryingTransport(transport));
        return (target, whatMatters) -> {
            try {
                return IssuerDirectory.parse(
                        direct.fetch(target, IssuerDirectory.MEDIA_TYPE, IssuerDirectory.MAX_BYTES));
            } catch (MalformedMessage e) {
                throw new UntrustedAnswer(Flaw.MALFORMED, target + " is malformed: " + e.getMessage(), e);
            }
        };
    }

    private String attestation(long epoch) throws AttestationUnavailable {
        String attestation = attestations.attestation(issuer.url(), epoch).strip();
        if (!COMPACT_JWT.matcher(attestation).matches()) {
            throw new AttestationUnavailable("the attestation is not a compact JWT");
        }
        return attestation;
    }

    private static Request request(URI uri, TokenBatch batch, String attestation) {
        return Request.of(
                        Request.Method.POST,
                        uri,
                        batch.requestMediaType(),
                        batch.request(),
                        Math.max(batch.maxResponseBytes(), Problem.MAX_BYTES),
                        BATCH_DEADLINE)
                .with("Accept", batch.responseMediaType() + ", " + Problem.MEDIA_TYPE)
                .with("Authorization", "Bearer " + attestation);
    }

    private List<FreshToken> finish(TokenBatch batch, Response response) throws UntrustedAnswer {
        requireMediaType(response, batch.responseMediaType());
        Supplier<List<FreshToken>> signed;
        try {
            signed = batch.read(response.body());
        } catch (MalformedMessage e) {
            throw malformed(e);
        }
        try {
            return signed.get();
        } catch (MalformedMessage e) {
            // One bad signature condemns the batch: an honest issuer makes none.
            throw new UntrustedAnswer(Flaw.BAD_SIGNATURE, issuer.authority() + " answered with bad signatures", e);
        }
    }

    private void requireMediaType(Response response, String mediaType) throws UntrustedAnswer {
        if (!response.hasMediaType(mediaType)) {
            throw new UntrustedAnswer(
                    Flaw.MALFORMED, issuer.authority() + " answered with something else than " + mediaType);
        }
    }

    private UntrustedAnswer malformed(MalformedMessage e) {
        return new UntrustedAnswer(
                Flaw.MALFORMED, issuer.authority() + " answered with a malformed message: " + e.getMessage(), e);
    }
}
