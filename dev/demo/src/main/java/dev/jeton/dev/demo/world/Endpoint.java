package dev.jeton.dev.demo.world;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.dev.stack.FreePorts;
import java.net.URI;

/**
 * Where a service listens on this machine.
 *
 * @param managementPort for health and metrics; the service's own port where there is no other
 */
public record Endpoint(int port, int managementPort) {
    static final String READY_PATH = "/q/health/ready";

    static Endpoint withManagement() {
        return new Endpoint(FreePorts.next(), FreePorts.next());
    }

    static Endpoint onePort() {
        int port = FreePorts.next();
        return new Endpoint(port, port);
    }

    /** {@code https://localhost:port}. */
    public HttpsOrigin origin() {
        return new HttpsOrigin(new Authority("localhost:" + port));
    }

    /** Where operators look. */
    public URI management(String path) {
        return URI.create("https://localhost:" + managementPort + path);
    }
}
