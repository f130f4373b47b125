package dev.jeton.dev.demo.world;

import dev.jeton.client.http.Request;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.dev.demo.sight.Exhibit;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes what each party can read, at one moment: logs, metrics, and dumps of the stores. */
final class Exhibits {
    private static final int MAX_METRICS_BYTES = 4 << 20;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final World world;
    private final List<Exhibit> all = new ArrayList<>();

    Exhibits(World world) {
        this.world = world;
    }

    Exhibits log(String party, ServiceProcess service) throws IOException {
        all.add(new Exhibit(party, "log", Files.readAllBytes(service.log())));
        return this;
    }

    Exhibits stateless(String party, ServiceProcess service, Endpoint at) throws IOException, ServiceFailure {
        log(party, service);
        all.add(new Exhibit(party, "metrics", metrics(at)));
        return this;
    }

    Exhibits service(String party, ServiceProcess service, Endpoint at, Services.Stores stores)
            throws IOException, ServiceFailure {
        stateless(party, service, at);
        all.add(new Exhibit(party, "PostgreSQL", dump(stores.database())));
        all.add(new Exhibit(party, "Redis", stores.redis().dump()));
        return this;
    }

    List<Exhibit> withServerLog(String party) throws IOException {
        all.add(new Exhibit(
                party, "PostgreSQL's log", Files.readAllBytes(world.postgres().log())));
        return List.copyOf(all);
    }

    private byte[] dump(DevPostgres.Database database) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        world.postgres().dump(database, out);
        return out.toByteArray();
    }

    private byte[] metrics(Endpoint at) throws ServiceFailure {
        return world.transport()
                .send(Request.get(at.management("/q/metrics"), "text/plain", MAX_METRICS_BYTES, DEADLINE))
                .body()
                .toArray();
    }
}
