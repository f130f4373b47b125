package dev.jeton.dev.demo.world;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How each service is started and configured. Issuer and lookup share no database and no Redis. */
final class Services {
    private static final int TOY_HEAP_MEGABYTES = 64;

    private final RunDirectory run;
    private final DevAuthority authority;

    Services(RunDirectory run, DevAuthority authority) {
        this.run = run;
        this.authority = authority;
    }

    /** Where a service keeps its state. */
    record Stores(DevPostgres.Database database, DevRedis redis) {}

    /** What the issuer reads: its key-encryption key, and directories of documents. */
    record IssuerFiles(Path keyEncryptionKey, Path msps, Path quotas, Path operators) {}

    ServiceProcess.Builder issuer(Plan plan, Endpoint at, Stores stores, IssuerFiles files) {
        ServiceProcess.Builder builder = quarkus(Plan.ISSUER, plan.issuerJar(), at, stores)
                .setting("jeton.issuer.base-url", at.origin().url())
                .setting(
                        "jeton.issuer.keys.encryption-key-file",
                        files.keyEncryptionKey().toString())
                .setting("jeton.issuer.msp.directory", files.msps().toString())
                .setting("jeton.issuer.quota.directory", files.quotas().toString())
                .setting("jeton.admin.operators-directory", files.operators().toString())
                .setting("jeton.issuer.quota.redis.uri", stores.redis().uri().toString())
                .setting(
                        "jeton.issuer.quota.redis.password-file",
                        stores.redis().passwordFile().toString());
        builder.certificate("server", authority.issue(Plan.ISSUER));
        plan.settingsOf(Plan.ISSUER).forEach(builder::setting);
        return builder;
    }

    /** What lookup reads: its secrets, the document of trusted CSIPs, and a directory of operators. */
    record LookupFiles(KeyFiles keys, Path trust, Path operators) {}

    ServiceProcess.Builder lookup(Plan plan, Endpoint at, Stores stores, LookupFiles files, Endpoint issuer) {
        KeyFiles keys = files.keys();
        ServiceProcess.Builder builder = quarkus(Plan.LOOKUP, plan.lookupJar(), at, stores)
                .setting("jeton.lookup.authority", at.origin().authority().name())
                .setting("jeton.lookup.operator", "Toy Directory")
                .setting("jeton.lookup.issuers", issuer.origin().authority().name())
                // Until Oblivious HTTP comes.
                .setting("jeton.lookup.direct-lookups", "true")
                // It starts beside the issuer and should not sulk for long when it was faster.
                .setting("jeton.redeemer.issuer-keys.refresh-spacing", "1s")
                .setting("jeton.redeemer.ledger.uri", stores.redis().uri().toString())
                .setting(
                        "jeton.redeemer.ledger.password-file",
                        stores.redis().passwordFile().toString())
                .setting("jeton.lookup.mappings.csip-trust-file", files.trust().toString())
                .setting("jeton.admin.operators-directory", files.operators().toString())
                .setting("jeton.admin.audience", at.origin().url())
                .setting(
                        "jeton.lookup.at-rest.inner-key-file",
                        keys.sealingKey("lookup-inner-key").toString())
                .setting(
                        "jeton.lookup.at-rest.outer-keys.1.hash-key-file",
                        keys.sealingKey("lookup-outer-key").toString())
                .setting(
                        "jeton.lookup.at-rest.outer-keys.1.key-encryption-key-file",
                        keys.sealingKey("lookup-key-encryption-key").toString())
                .setting(
                        "quarkus.tls.issuers.trust-store.pem.certs",
                        authority.certificateFile().toString());
        builder.certificate("public", authority.issue(Plan.LOOKUP));
        builder.certificate("management", authority.issue("lookup-management"));
        plan.settingsOf(Plan.LOOKUP).forEach(builder::setting);
        return builder;
    }

    /** A toy, from this JVM's class path. */
    ServiceProcess.Builder toy(String name, Class<?> main, Path config, Endpoint at) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + TOY_HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                absoluteClassPath(),
                main.getName(),
                config.toString()));
        return ServiceProcess.command(run, name, command).readyWhenOk(at.management(Endpoint.READY_PATH), authority);
    }

    private ServiceProcess.Builder quarkus(String name, Path jar, Endpoint at, Stores stores) {
        return ServiceProcess.jar(run, name, jar)
                .shortLived()
                .readyWhenOk(at.management(Endpoint.READY_PATH), authority)
                .listeningOn(at.port(), at.managementPort())
                .postgres(stores.database());
    }

    private static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
