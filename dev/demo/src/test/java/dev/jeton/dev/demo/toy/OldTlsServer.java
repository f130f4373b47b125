package dev.jeton.dev.demo.toy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;

/** A server on 127.0.0.1 that speaks TLS 1.2 beside 1.3, with a good certificate, and has nothing to say. */
public final class OldTlsServer implements AutoCloseable {
    private final HttpsServer server;

    private OldTlsServer(HttpsServer server) {
        this.server = server;
    }

    public static OldTlsServer start(Path certificateFile, Path keyFile) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpsServer server = HttpsServer.create(new InetSocketAddress(loopback, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ServerIdentity.tls(certificateFile, keyFile)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters both = getSSLContext().getDefaultSSLParameters();
                both.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                parameters.setSSLParameters(both);
            }
        });
        server.start();
        return new OldTlsServer(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
