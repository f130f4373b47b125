package dev.jeton.issuer.it;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Many requests at once over few HTTP/2 connections: as many on each as the server lets have streams. */
final class Crowd {
    private static final int CONNECTIONS = 4;
    private static final int STREAMS = 90;

    private final List<Line> lines = new ArrayList<>();

    private record Line(IssuerProcess issuer, HttpClient http, Semaphore streams) {}

    Crowd(List<IssuerProcess> issuers) {
        for (IssuerProcess issuer : issuers) {
            for (int i = 0; i < CONNECTIONS; i++) {
                HttpClient http = Stores.shared().authority.httpClient().build();
                // Connected before the crowd comes, or each of its first requests would open a connection.
                http.sendAsync(
                                HttpRequest.newBuilder(issuer.at("/v1/quota")).build(),
                                HttpResponse.BodyHandlers.discarding())
                        .join();
                lines.add(new Line(issuer, http, new Semaphore(STREAMS)));
            }
        }
    }

    /** The answers to {@code requests}, each of which is made for the issuer that it goes to; one after another takes turns. */
    List<HttpResponse<byte[]>> send(List<Function<IssuerProcess, HttpRequest.Builder>> requests) {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Line line = lines.get(i % lines.size());
            line.streams().acquireUninterruptibly();
            HttpRequest request = requests.get(i)
                    .apply(line.issuer())
                    .timeout(Duration.ofSeconds(60))
                    .build();
            answers.add(line.http()
                    .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete((response, failure) -> line.streams().release()));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
