package dev.jeton.client.conformance;

import dev.jeton.client.consistency.DirectPath;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Buys tokens as made-up senders of the attester's, and sends the issuer what no app would. */
final class Till {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration ATTESTATION_LIFE = Duration.ofMinutes(5);
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final int OK = 200;

    private final HttpTransport transport;
    private final HttpsOrigin issuer;
    private final Target.Attester attester;
    private final InstantSource clock;

    Till(HttpTransport transport, HttpsOrigin issuer, Target.Attester attester, InstantSource clock) {
        this.transport = transport;
        this.issuer = issuer;
        this.attester = attester;
        this.clock = clock;
    }

    IssuerDirectory directory() throws ServiceFailure {
        try {
            return IssuerDirectory.parse(new DirectPath(transport)
                    .fetch(issuer.at(IssuerDirectory.PATH), IssuerDirectory.MEDIA_TYPE, IssuerDirectory.MAX_BYTES));
        } catch (MalformedMessage e) {
            throw malformed("directory", e);
        }
    }

    /** The key that signs now: the first of type 0x0002. */
    IssuerDirectory.Key signingKey() throws ServiceFailure {
        return directory().keys().stream()
                .filter(key -> key.isValidAt(clock.instant()))
                .findFirst()
                .orElseThrow(() -> new UntrustedAnswer(
                        Flaw.NO_VALID_KEY, issuer.authority() + " lists no key of type 0x0002 that is valid now"));
    }

    /** Somebody whom the issuer has never seen. */
    static String newSender() {
        byte[] name = new byte[16];
        RANDOM.nextBytes(name);
        return "conformance-" + Bytes.of(name).toHex();
    }

    /** What the attester says of {@code sender} for the epoch of {@code key}. Tests of the issuer change one thing in it. */
    SenderAttestation attestation(String sender, IssuerDirectory.Key key) {
        return SenderAttestation.forSender(
                attester.msp(),
                sender,
                key.epochId(),
                issuer.url(),
                attester.tier(),
                Validity.of(clock.instant(), ATTESTATION_LIFE));
    }

    String signed(String sender, IssuerDirectory.Key key) {
        return attestation(sender, key).sign(attester.key());
    }

    /** {@code count} tokens of one new sender, for one challenge. */
    List<Coin> buy(ChallengeDigest challenge, int count) throws ServiceFailure {
        IssuerDirectory.Key key = signingKey();
        Cart cart = Cart.of(key.publicKey(), challenge, count);
        Response response =
                order(cart.batch(), GenericBatchTokenRequest.MEDIA_TYPE, Optional.of(signed(newSender(), key)));
        if (response.status() != OK) {
            throw Refused.of(issuer, response);
        }
        try {
            return cart.finish(GenericBatchTokenResponse.parse(response.body()));
        } catch (MalformedMessage e) {
            throw malformed("batch", e);
        }
    }

    /** Whatever the issuer says to {@code body}. */
    Response order(Bytes body, String mediaType, Optional<String> attestation) throws ServiceFailure {
        Request request = Request.of(
                Request.Method.POST,
                issuer.resolve(IssuerDirectory.PATH, directory().issuerRequestUri()),
                mediaType,
                body,
                MAX_ANSWER_BYTES,
                DEADLINE);
        return transport.send(
                attestation.isPresent() ? request.with("Authorization", "Bearer " + attestation.get()) : request);
    }

    /** Tokens on their way: what a sender keeps while he waits. */
    record Cart(List<PendingToken> pending, List<OneTimeKey> keys) {
        static Cart of(TokenPublicKey key, ChallengeDigest challenge, int count) {
            List<OneTimeKey> keys =
                    Stream.generate(OneTimeKey::generate).limit(count).toList();
            return new Cart(
                    PendingToken.blindAll(
                            key, challenge, keys.stream().map(OneTimeKey::nonce).toList()),
                    keys);
        }

        Bytes batch() {
            return new GenericBatchTokenRequest(
                            pending.stream().map(PendingToken::request).toList())
                    .encode();
        }

        /** {@link MalformedMessage} unless every element is there and verifies. */
        List<Coin> finish(GenericBatchTokenResponse answer) {
            if (answer.tokenResponses().size() != pending.size()) {
                throw MalformedMessage.of("optional_token_responses", "not one element for each request");
            }
            List<Coin> coins = new ArrayList<>();
            for (int i = 0; i < pending.size(); i++) {
                TokenResponse signed = answer.tokenResponses()
                        .get(i)
                        .orElseThrow(() -> MalformedMessage.of("optional_token_responses", "an element is missing"));
                coins.add(new Coin(pending.get(i).finish(signed), keys.get(i)));
            }
            return coins;
        }
    }

    private UntrustedAnswer malformed(String what, MalformedMessage e) {
        return new UntrustedAnswer(
                Flaw.MALFORMED, issuer.authority() + " answered with a malformed " + what + ": " + e.getMessage(), e);
    }
}
