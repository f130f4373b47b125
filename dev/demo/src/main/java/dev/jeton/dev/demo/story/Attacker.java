package dev.jeton.dev.demo.story;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.RateLimit;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Somebody who knows the protocol well and does not use the SDK: it would not do what he wants. */
final class Attacker {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String PATH = "/token-request";

    private final World world;
    private final HttpTransport transport;

    Attacker(World world, HttpTransport transport) {
        this.world = world;
        this.transport = transport;
    }

    /** The key that signs now: the first of the issuer's directory. */
    IssuerDirectory.Key issuerKey() throws ServiceFailure {
        Response response = transport.send(Request.get(
                issuer().at(IssuerDirectory.PATH), IssuerDirectory.MEDIA_TYPE, IssuerDirectory.MAX_BYTES, DEADLINE));
        if (response.status() != 200) {
            throw Refused.of(issuer(), response);
        }
        return IssuerDirectory.parse(response.body()).keys().get(0);
    }

    /** A batch of one token for each of {@code challenges}, which the issuer cannot see. */
    Purchase buy(String attestation, List<ChallengeDigest> challenges) throws ServiceFailure {
        IssuerDirectory.Key key = issuerKey();
        List<OneTimeKey> keys = new ArrayList<>();
        List<PendingToken> pending = new ArrayList<>();
        for (ChallengeDigest challenge : challenges) {
            OneTimeKey oneTimeKey = OneTimeKey.generate();
            keys.add(oneTimeKey);
            pending.add(PendingToken.blind(key.publicKey(), challenge, oneTimeKey.nonce()));
        }
        Response response = askForTokens(
                attestation,
                new GenericBatchTokenRequest(
                        pending.stream().map(PendingToken::request).toList()));
        if (response.status() != 200) {
            throw Refused.of(issuer(), response);
        }
        var signatures = GenericBatchTokenResponse.parse(response.body()).tokenResponses();
        List<Coin> coins = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            coins.add(new Coin(pending.get(i).finish(signatures.get(i).orElseThrow()), keys.get(i)));
        }
        return new Purchase(coins, Sender.left(RateLimit.of(response)));
    }

    /** What {@link #buy} got, and how many more there may be. */
    record Purchase(List<Coin> coins, String left) {}

    Response askForTokens(String attestation, GenericBatchTokenRequest batch) throws ServiceFailure {
        return transport.send(Request.of(
                        Request.Method.POST,
                        issuer().at(PATH),
                        GenericBatchTokenRequest.MEDIA_TYPE,
                        batch.encode(),
                        1 << 20,
                        DEADLINE)
                .with("Authorization", "Bearer " + attestation));
    }

    Response send(Request request) throws ServiceFailure {
        return transport.send(request);
    }

    /** Asks with whatever is given for credentials. */
    Response ask(Csi csi, Optional<QueryProof> proof, Optional<String> authorization) throws ServiceFailure {
        Request request = Request.of(
                Request.Method.POST,
                lookup().at(LookupRequest.PATH),
                LookupRequest.MEDIA_TYPE,
                new LookupRequest(csi, proof).encode(),
                Math.max(LookupAnswer.MAX_BYTES, Problem.MAX_BYTES),
                DEADLINE);
        return transport.send(
                authorization.isPresent()
                        ? request.with(PrivateTokenCredentials.HEADER, authorization.get())
                        : request);
    }

    /** Asks as a token's owner would, any number of times. */
    String ask(Csi csi, Coin coin) throws ServiceFailure {
        QueryProof proof = coin.proof(lookup().authority().name(), csi);
        return describe(ask(csi, Optional.of(proof), Optional.of(new PrivateTokenCredentials(coin.token()).encode())));
    }

    /** Asks with bytes that are called a token. */
    String ask(Csi csi, Bytes token) throws ServiceFailure {
        return describe(
                ask(csi, Optional.empty(), Optional.of("PrivateToken token=\"" + token.toBase64UrlPadded() + "\"")));
    }

    /** The answer in a sender's words, or the refusal. */
    String describe(Response response) {
        if (response.status() != 200) {
            return Step.refusal(Refused.of(lookup(), response));
        }
        List<VerifiedMapping> verified = new ArrayList<>();
        List<String> mappings = LookupAnswer.parse(response.body()).mappings();
        for (String compact : mappings) {
            MappingVerdict verdict =
                    MappingVerifier.verify(compact, world.trust(), Set.of(lookup().authority()), Instant.now());
            if (verdict instanceof VerifiedMapping mapping) {
                verified.add(mapping);
            }
        }
        return verified.size() < mappings.size()
                ? mappings.size() - verified.size() + " mappings do not verify"
                : Sender.describe(
                        verified.stream().map(VerifiedMapping::mapping).toList());
    }

    private HttpsOrigin issuer() {
        return world.issuerAt().origin();
    }

    private HttpsOrigin lookup() {
        return world.lookupAt().origin();
    }
}
