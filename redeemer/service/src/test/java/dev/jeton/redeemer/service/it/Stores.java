package dev.jeton.redeemer.service.it;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import java.nio.file.Path;

/** What redeemers stand on, started once for all tests of this JVM; the run's shutdown hook ends it. */
final class Stores {
    /** The discovery provider, or MSP, that the tokens are made for. */
    static final String AUTHORITY = "msp.example";

    private static final Stores SHARED = new Stores();

    final RunDirectory run = RunDirectory.create("redeemer-it");
    final DevAuthority authority = DevAuthority.create(run);
    final DevPostgres postgres = DevPostgres.in(run).tls(authority).start();
    final Ledger ledger = newLedger("redeemer");
    final TestIssuer issuer = new TestIssuer(authority);
    final Path callers = run.newDirectory("callers");
    final Path operators = run.newDirectory("operators");
    final ToyCaller frontEnd = ToyCaller.named("front-end");
    /** Its certificate has a name that redeemers are told of. */
    final DevAuthority.Identity listed = authority.issue("listed", "front.localhost");
    /** Its certificate has another. */
    final DevAuthority.Identity unlisted = authority.issue("unlisted", "other.localhost");

    private Stores() {
        frontEnd.register(callers);
    }

    static Stores shared() {
        return SHARED;
    }

    /** A Redis, and a database that remembers what Redis might forget. */
    record Ledger(DevRedis redis, DevPostgres.Database database) {}

    /** One that nobody has used. Redis writes all to the disk, and waits for no disk. */
    Ledger newLedger(String name) {
        DevRedis redis = DevRedis.in(run)
                .appendOnly(true)
                .setting("appendfsync", "no")
                .tls(authority)
                .start();
        return new Ledger(redis, postgres.createDatabase(name, name));
    }
}
