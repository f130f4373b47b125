package dev.jeton.issuer.it;

import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.dev.stack.DevAuthority;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Where providers publish their keys: each path does what it is told. */
final class KeysServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Consumer<HttpServerRequest>> paths = new ConcurrentHashMap<>();
    private final String host;
    private final HttpServer server;

    KeysServer(String host, DevAuthority.Identity identity) {
        this(host, identity, "TLSv1.3");
    }

    KeysServer(String host, DevAuthority.Identity identity, String protocol) {
        this.host = host;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(0)
                        .setSsl(true)
                        .setEnabledSecureTransportProtocols(Set.of(protocol))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(identity.certificateFile().toString())
                                .setKeyPath(identity.keyFile().toString())))
                .requestHandler(request ->
                        paths.getOrDefault(request.path(), KeysServer::absent).accept(request))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI url(String path) {
        return URI.create("https://" + host + ":" + server.actualPort() + path);
    }

    void at(String path, Consumer<HttpServerRequest> behaviour) {
        paths.put(path, behaviour);
    }

    static Consumer<HttpServerRequest> keys(JoseSigningKey key) {
        return answer(
                200, Buffer.buffer(JwkSet.of(key.publicKey()).toJson().toBytes().toArray()));
    }

    static Consumer<HttpServerRequest> answer(int status, Buffer body) {
        return request -> request.response().setStatusCode(status).end(body);
    }

    static Consumer<HttpServerRequest> redirect(URI to) {
        return request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", to.toString())
                .end();
    }

    private static void absent(HttpServerRequest request) {
        request.response().setStatusCode(404).end();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
