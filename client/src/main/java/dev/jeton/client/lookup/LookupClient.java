package dev.jeton.client.lookup;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.RetryingTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.client.wallet.TakenToken;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Asks one discovery provider, paying with tokens of one issuer. Safe for concurrent use. */
public final class LookupClient {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int OK = 200;

    /** What a provider says of a token that no repetition will make good. */
    private static final Set<ProblemType> VERDICTS = EnumSet.of(
            ProblemType.TOKEN_MALFORMED,
            ProblemType.TOKEN_UNKNOWN_KEY,
            ProblemType.TOKEN_WRONG_CHALLENGE,
            ProblemType.TOKEN_EXPIRED,
            ProblemType.TOKEN_INVALID,
            ProblemType.TOKEN_SPENT,
            ProblemType.PROOF_INVALID);

    private final HttpTransport transport;
    private final TokenScope scope;
    private final TokenWallet wallet;
    private final AnswerCheck check;
    private final InstantSource clock;

    /**
     * @param scope whom to ask, and whose tokens pay
     * @param trust the CSIPs that this app believes, whatever the provider says
     */
    public LookupClient(
            HttpTransport transport, TokenScope scope, TokenWallet wallet, CsipTrust trust, InstantSource clock) {
        this.transport = new RetryingTransport(transport);
        this.scope = scope;
        this.wallet = wallet;
        this.check = new AnswerCheck(trust, Set.of(scope.discoveryProvider().authority()));
        this.clock = clock;
    }

    /**
     * Which providers reach the owner of {@code csi}. Costs one token, whatever the answer.
     *
     * <p>After a {@link ServiceFailure} it may be called again: unless the provider has condemned the token, the same
     * one asks the same question again, which the provider answers without charging for it for two minutes. A token that
     * was spent before then, in an attempt whose answer is lost for good, is replaced by another one, once per call.
     *
     * @throws WalletFailure if there is no token for this provider, or the wallet cannot be used
     */
    public LookupResult lookup(Csi csi) throws ServiceFailure, WalletFailure {
        TakenToken token = wallet.take(scope, csi);
        try {
            return ask(token);
        } catch (Refused e) {
            if (!e.is(ProblemType.TOKEN_SPENT)) {
                throw e;
            }
        }
        return ask(wallet.take(scope, csi));
    }

    private LookupResult ask(TakenToken token) throws ServiceFailure, WalletFailure {
        Response response = transport.send(request(token));
        refuseForeignChallenges(response);
        if (response.status() != OK) {
            Refused refused = Refused.of(scope.discoveryProvider(), response);
            if (refused.type().filter(VERDICTS::contains).isPresent()) {
                wallet.settle(token);
            }
            throw refused;
        }
        LookupAnswer answer = answer(response);
        wallet.settle(token);
        return check.check(token.csi(), answer, clock.instant());
    }

    private Request request(TakenToken token) {
        LookupRequest question = new LookupRequest(token.csi(), Optional.of(token.proof()));
        return Request.of(
                        Request.Method.POST,
                        scope.discoveryProvider().at(LookupRequest.PATH),
                        LookupRequest.MEDIA_TYPE,
                        question.encode(),
                        LookupAnswer.MAX_BYTES,
                        DEADLINE)
                .with(PrivateTokenCredentials.HEADER, token.credentials().encode());
    }

    /**
     * The challenge of this provider is known. Another one of our type could be one that this sender alone is given, so
     * that a token made for it would tell who comes back; challenges of types that are not ours are passed over (RFC
     * 9577, Section 2.1).
     */
    private void refuseForeignChallenges(Response response) throws UntrustedAnswer {
        Bytes expected = scope.challenge().encode();
        for (String value : response.headers(PrivateTokenChallenge.HEADER)) {
            try {
                for (PrivateTokenChallenge served : PrivateTokenChallenge.parseAll(value)) {
                    if (isOurType(served.challenge()) && !served.challenge().equals(expected)) {
                        throw untrusted(Flaw.FOREIGN_CHALLENGE, "served another challenge than the one it has");
                    }
                }
            } catch (MalformedMessage e) {
                throw untrusted(Flaw.MALFORMED, "served a malformed challenge");
            }
        }
    }

    private boolean isOurType(Bytes challenge) {
        int code = scope.tokenType().code();
        return challenge.size() < 2 || (challenge.at(0) == code >> 8 && challenge.at(1) == (code & 0xff));
    }

    private LookupAnswer answer(Response response) throws UntrustedAnswer {
        if (!response.hasMediaType(LookupAnswer.MEDIA_TYPE)) {
            throw untrusted(Flaw.MALFORMED, "answered with something else than " + LookupAnswer.MEDIA_TYPE);
        }
        try {
            LookupAnswer answer = LookupAnswer.parse(response.body());
            if (answer.sources().stream()
                    .noneMatch(source ->
                            source.dp().equals(scope.discoveryProvider().authority()))) {
                throw MalformedMessage.of("sources", "the provider that was asked is missing");
            }
            return answer;
        } catch (MalformedMessage e) {
            throw untrusted(Flaw.MALFORMED, "answered with a malformed message: " + e.getMessage());
        }
    }

    private UntrustedAnswer untrusted(Flaw flaw, String what) {
        HttpsOrigin provider = scope.discoveryProvider();
        return new UntrustedAnswer(flaw, provider.authority() + " " + what);
    }
}
