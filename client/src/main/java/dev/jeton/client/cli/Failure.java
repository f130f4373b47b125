package dev.jeton.client.cli;

import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.RateLimit;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.issuance.AttestationUnavailable;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a command failed and what to do next.
 *
 * @param code for programs: the problem type's name where a service gave one
 */
record Failure(
        ExitCode exit,
        String code,
        String message,
        Optional<String> hint,
        Optional<Duration> retryAfter,
        Exception cause) {

    static Failure of(Exception e) {
        if (e instanceof Refused refused) {
            return refused(refused);
        }
        if (e instanceof NoAnswer none) {
            return of(ExitCode.NO_ANSWER, word(none.reason()), e, hint(none.reason()));
        }
        if (e instanceof UntrustedAnswer untrusted) {
            return of(ExitCode.UNTRUSTED, word(untrusted.flaw()), e, hint(untrusted.flaw()));
        }
        if (e instanceof WalletFailure wallet) {
            boolean empty = wallet.reason() == WalletFailure.Reason.NO_TOKEN;
            String hint = "Get some first: jeton tokens request --issuer URL --dp URL --attestation FILE";
            return of(empty ? ExitCode.NO_TOKEN : ExitCode.FILE, word(wallet.reason()), e, empty ? hint : "");
        }
        if (e instanceof AttestationUnavailable) {
            String hint = "Ask your messaging provider for a fresh attestation for this issuer.";
            return of(ExitCode.FILE, "attestation-unavailable", e, hint);
        }
        if (e instanceof BadInput input) {
            return of(input.exit(), "bad-input", e, input.hint());
        }
        String message = "unexpected " + e.getClass().getSimpleName() + "; this is a mistake in jeton";
        String hint =
                "Please report it with what JETON_DEBUG=1 prints. Look it over first: it may name what you asked.";
        return new Failure(ExitCode.BUG, "bug", message, Optional.of(hint), Optional.empty(), e);
    }

    /** What was typed is none of what the command takes. */
    static Failure ofUsage(String message, String hint, Exception e) {
        return new Failure(ExitCode.USAGE, "usage", message, Optional.of(hint), Optional.empty(), e);
    }

    /** The same with a better hint, if there is one. */
    Failure hinting(Optional<String> better) {
        return better.isEmpty() ? this : new Failure(exit, code, message, better, retryAfter, cause);
    }

    JsonWriter json() {
        JsonWriter error = new JsonWriter()
                .put("code", code)
                .put("message", message)
                .put("exit", exit.code())
                .putIfPresent("hint", hint);
        retryAfter.ifPresent(wait -> error.put("retry-after", wait.toSeconds()));
        return new JsonWriter().put("error", error);
    }

    private static Failure of(ExitCode exit, String code, Exception e, String hint) {
        String message = String.valueOf(e.getMessage());
        return new Failure(exit, code, message, Optional.of(hint).filter(text -> !text.isEmpty()), Optional.empty(), e);
    }

    private static Failure refused(Refused refused) {
        String code = refused.type().map(ProblemType::slug).orElse("http-" + refused.status());
        String detail = refused.detail().map(text -> ": " + text).orElse("");
        StringBuilder hint = new StringBuilder(refused.type().map(Failure::hint).orElse(""));
        refused.retryAfter()
                .ifPresent(wait ->
                        hint.append(" Try again in ").append(words(wait)).append('.'));
        for (RateLimit limit : refused.rateLimits()) {
            hint.append(" Left (")
                    .append(limit.policy())
                    .append("): ")
                    .append(limit.remaining())
                    .append('.');
        }
        return new Failure(
                refused.status() == 429 ? ExitCode.QUOTA : ExitCode.REFUSED,
                code,
                refused.getMessage() + detail,
                Optional.of(hint.toString().strip()).filter(text -> !text.isEmpty()),
                refused.retryAfter(),
                refused);
    }

    private static String hint(ProblemType type) {
        return switch (type) {
            case ATTESTATION_MISSING, ATTESTATION_INVALID, ATTESTATION_EXPIRED, ATTESTATION_WRONG_EPOCH ->
                "Ask your messaging provider for a fresh attestation for this issuer.";
            case MSP_UNKNOWN, MSP_SUSPENDED, TIER_UNKNOWN ->
                "Your messaging provider has to settle this with the issuer's operator.";
            case BATCH_TOO_LARGE, QUOTA_EXCEEDED -> "Ask for fewer tokens with --count.";
            case TOKEN_UNKNOWN_KEY, TOKEN_WRONG_CHALLENGE ->
                "Check --issuer and --dp: a token is good for exactly these two, spelled as the provider does.";
            case TOKEN_SPENT -> "The token is gone; another lookup takes another one.";
            case MSP_KEYS_UNAVAILABLE -> "Your messaging provider's own server does not answer the issuer.";
            case LEDGER_UNAVAILABLE, KEYS_UNAVAILABLE, STORE_UNAVAILABLE, SATURATED ->
                "Run the same command again later; a question keeps its token.";
            case PUBLISHING_LIMITED ->
                "Too much of this key, or of your number's or mail provider, has been published or removed of late.";
            case ATTESTATION_SUPERSEDED ->
                "Ask your number's or mail provider for a new attestation: this one was taken back, or a newer key's took"
                        + " its place.";
            case NUMBER_PORTED ->
                "Ask who serves the number now for an attestation and its port record; pass it with --port-record.";
            case SUPERSESSION_MISMATCH ->
                "Look the identifier up, publish with --supersedes for each other key, and confirm that.";
            case NOT_FOUND ->
                "Check that the address is the right service's. A provider may take requests through a"
                        + " relay alone: --relay and --mirror.";
            case DATE -> "Check this device's clock.";
            case MAPPING_STALE -> "A newer mapping of this key is stored; publish with a greater --seq.";
            default -> "";
        };
    }

    private static String hint(UntrustedAnswer.Flaw flaw) {
        return switch (flaw) {
            case FOREIGN_CHALLENGE ->
                "Compare its document at " + DiscoveryProviderDocument.PATH + " with what others get: if"
                        + " challenge-generation has risen, pass --generation and get new tokens; else do not use it.";
            case INCONSISTENT ->
                "If it has just changed, the copies are the same in some minutes. If it stays so, use none of them, and"
                        + " tell others.";
            case ONE_OPERATOR -> "Take another --relay, or another --mirror. Nothing was asked.";
            default -> "Nothing of the answer was used. If it stays so, tell the service's operator.";
        };
    }

    private static String hint(NoAnswer.Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "Check the address and that the service runs.";
            case UNTRUSTED_CERTIFICATE -> "For a private certificate authority name its file with --ca.";
            case TIMEOUT, BROKEN -> "Run the same command again: nothing is charged twice.";
            case NOT_CARRIED -> "The relay refuses: ask its operator, or take another one.";
            case OUTDATED_KEY -> "Fetch the gateway's keys anew.";
            case INTERRUPTED -> "";
        };
    }

    /** {@code 90 s}, {@code 5 min}, {@code 13 h 0 min}. */
    static String words(Duration wait) {
        if (wait.compareTo(Duration.ofMinutes(2)) < 0) {
            return wait.toSeconds() + " s";
        }
        return wait.toHours() > 0 ? wait.toHours() + " h " + wait.toMinutesPart() + " min" : wait.toMinutes() + " min";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
