package dev.jeton.dev.demo.world;

import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.token.IssuerDirectory;
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
    private static final int RELAY_HEAP_MEGABYTES = 96;

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
                        stores.redis().passwordFile().toString())
                .setting("jeton.issuer.quota.redis.trust-certificates-file", trusted());
        builder.certificate("server", authority.issue(Plan.ISSUER));
        plan.settingsOf(Plan.ISSUER).forEach(builder::setting);
        return builder;
    }

    /** What lookup reads: its secrets, the document of trusted CSIPs, and a directory of operators. */
    record LookupFiles(KeyFiles keys, Path trust, Path operators) {}

    ServiceProcess.Builder lookup(Plan plan, Endpoint at, Stores stores, LookupFiles files, Endpoint issuer) {
        KeyFiles keys = files.keys();
        Path gatewaySealingKey = keys.sealingKey("lookup-gateway-sealing-key");
        ServiceProcess.Builder builder = quarkus(Plan.LOOKUP, plan.lookupJar(), at, stores)
                .setting("jeton.lookup.authority", at.origin().authority().name())
                .setting("jeton.lookup.operator", "Toy Directory")
                .setting("jeton.lookup.issuers", issuer.origin().authority().name())
                // It starts beside the issuer and should not sulk for long when it was faster.
                .setting("jeton.redeemer.issuer-keys.refresh-spacing", "1s")
                .setting("jeton.redeemer.ledger.uri", stores.redis().uri().toString())
                .setting(
                        "jeton.redeemer.ledger.password-file",
                        stores.redis().passwordFile().toString())
                .setting("jeton.redeemer.ledger.trust-certificates", trusted())
                .setting(
                        "jeton.gateway.key-directory",
                        keys.gatewayKeys("lookup-gateway-keys", gatewaySealingKey)
                                .toString())
                .setting("jeton.gateway.sealing-key-file", gatewaySealingKey.toString())
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
                .setting("quarkus.tls.issuers.trust-store.pem.certs", trusted());
        builder.certificate("public", authority.issue(Plan.LOOKUP));
        builder.certificate("management", authority.issue("lookup-management"));
        plan.settingsOf(Plan.LOOKUP).forEach(builder::setting);
        return builder;
    }

    /** A relay of {@code operator} to the gateway of lookup, with a mirror of what is public. */
    ServiceProcess.Builder relay(
            Plan plan, String name, String operator, Endpoint at, Endpoint issuer, Endpoint lookup) {
        ServiceProcess.Builder builder = ServiceProcess.jar(run, name, plan.relayJar())
                .shortLived()
                .heapMegabytes(RELAY_HEAP_MEGABYTES)
                .readyWhenOk(at.management(Endpoint.READY_PATH), authority)
                .listeningOn(at.port(), at.managementPort())
                .setting("jeton.relay.operator", operator)
                .setting(
                        "jeton.relay.gateways.dp.url",
                        lookup.origin().at(OhttpKeyConfigs.PATH).toString())
                // Everybody on this machine has one address.
                .setting("jeton.relay.clients.requests-per-second", "100000")
                .setting("jeton.relay.clients.burst", "100000")
                .setting("jeton.relay.mirror.retry-every", "1s")
                .setting("jeton.relay.events.every", "1s")
                .setting(
                        "quarkus.tls.upstream.trust-store.pem.certs",
                        authority.certificateFile().toString());
        mirror(builder, "dp-keys", lookup, OhttpKeyConfigs.PATH, OhttpKeyConfigs.MEDIA_TYPE);
        mirror(builder, "dp", lookup, DiscoveryProviderDocument.PATH, DiscoveryProviderDocument.MEDIA_TYPE);
        mirror(builder, "issuer", issuer, IssuerDirectory.PATH, IssuerDirectory.MEDIA_TYPE);
        // It may be the last minute of an epoch.
        builder.setting("jeton.relay.mirror.targets.issuer.min-validity", "1s");
        builder.certificate("public", authority.issue(name));
        builder.certificate("management", authority.issue(name + "-management"));
        plan.settingsOf(Plan.RELAY).forEach(builder::setting);
        return builder;
    }

    private static void mirror(
            ServiceProcess.Builder builder, String name, Endpoint service, String path, String mediaType) {
        String target = "jeton.relay.mirror.targets." + name;
        builder.setting(target + ".url", service.origin().at(path).toString())
                .setting(target + ".media-type", mediaType);
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
                .postgres(stores.database(), authority);
    }

    private String trusted() {
        return authority.certificateFile().toString();
    }

    private static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
