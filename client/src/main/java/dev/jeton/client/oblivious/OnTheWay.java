package dev.jeton.client.oblivious;

import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;

/** What was said in the clear. Anybody on the way can have said it, so it decides no more than what to try next. */
final class OnTheWay {
    /** RFC 9458, Section 5.3: a registered name, not an address. */
    static final String KEY_PROBLEM = "https://iana.org/assignments/http-problem-types#ohttp-key";

    private static final int FIRST_SERVER_ERROR = 500;

    private OnTheWay() {}

    /** Why {@code answer}, of the relay or of a gateway that could open nothing, is none. */
    static NoAnswer refused(URI relay, Response answer) {
        if (isAboutTheKey(answer)) {
            return new NoAnswer(
                    NoAnswer.Reason.OUTDATED_KEY, "the gateway behind " + relay.getHost() + " has other keys by now");
        }
        NoAnswer.Reason reason =
                answer.status() < FIRST_SERVER_ERROR ? NoAnswer.Reason.NOT_CARRIED : NoAnswer.Reason.BROKEN;
        return new NoAnswer(reason, relay.getHost() + " carried no answer: HTTP status " + answer.status());
    }

    private static boolean isAboutTheKey(Response answer) {
        if (!answer.hasMediaType(Problem.MEDIA_TYPE)) {
            return false;
        }
        try {
            return JsonObject.parse("problem", answer.body(), Problem.MAX_BYTES)
                    .string("type", KEY_PROBLEM.length())
                    .equals(KEY_PROBLEM);
        } catch (MalformedMessage e) {
            return false;
        }
    }
}
