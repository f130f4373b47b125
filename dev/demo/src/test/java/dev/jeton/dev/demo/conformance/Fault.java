package dev.jeton.dev.demo.conformance;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;

/** What is wrong with a service: it answers {@code request} in place of {@code honest}, or with what that says, changed. */
interface Fault {
    Fault NONE = (request, honest) -> honest.send(request);

    Response answer(Request request, HttpTransport honest) throws NoAnswer, UntrustedAnswer;
}
