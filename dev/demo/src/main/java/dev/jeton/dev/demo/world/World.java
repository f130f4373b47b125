package dev.jeton.dev.demo.world;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.JdkHttpTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.oblivious.Relay;
import dev.jeton.client.oblivious.RelayedProvider;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.dev.demo.sight.Exhibit;
import dev.jeton.dev.demo.toy.PossessionCodes;
import dev.jeton.dev.demo.toy.Pseudonyms;
import dev.jeton.dev.demo.toy.ToyCsip;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.toy.ToyRegistry;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that runs: PostgreSQL, a Redis for each service, issuer, lookup, two relays, a toy MSP and a toy CSIP, each a
 * process in the same {@link RunDirectory}, with which they end. Lookup is asked through the first relay alone. Whoever holds this knows every party's secrets, and plays all of
 * them. Safe for concurrent use.
 */
public final class World {
    public static final MspUri MSP = new MspUri("mimi://msp.example");
    /** Who runs the issuer. */
    public static final String OPERATOR = "oscar";
    /** Who runs lookup, and is nobody at the issuer. */
    public static final String LOOKUP_OPERATOR = "olga";

    /** Who runs the relay; lookup's is another one. */
    static final String RELAY_OPERATOR = "Toy Relay";

    static final String MIRROR_OPERATOR = "Toy Relay of Others";
    private static final String RELAY = "relay";
    private static final String MIRROR = "relay-2";

    public static final String STANDARD_TIER = "standard";
    public static final String TRIAL_TIER = "trial";
    /** How many tokens a {@value #TRIAL_TIER} user gets in an epoch; in one batch 20. */
    public static final int TRIAL_TOKENS = 30;

    private final RunDirectory run;
    private final Plan plan;
    private final DevAuthority authority;
    private final KeyFiles keys;
    private final DevPostgres postgres;
    private final Services.Stores issuerStores;
    private final Services.Stores lookupStores;
    private final Account alice = new Account("alice@msp.example", KeyFiles.password(), STANDARD_TIER);
    private final Account mallory = new Account("mallory@msp.example", KeyFiles.password(), TRIAL_TIER);
    private final JoseSigningKey mspKey;
    private final Path mspKeyFile;
    private final Path csipKeyFile;
    private final ToyRegistry registry = new ToyRegistry();
    private final JoseSigningKey operatorKey = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private final CsipTrust trust;
    private final Path trustFile;
    private final Pseudonyms pseudonyms;
    private final PossessionCodes possessionCodes;
    private final HttpTransport direct;
    private final Relay relay;
    private final RelayedProvider provider;
    private final Services services;
    private final Services.IssuerFiles issuerFiles;
    private final Path lookupOperatorKey;

    private final Endpoint issuerAt = Endpoint.withManagement();
    private final Endpoint lookupAt = Endpoint.withManagement();
    private final Endpoint relayAt = Endpoint.withManagement();
    private final Endpoint mirrorAt = Endpoint.withManagement();
    private final Endpoint mspAt = Endpoint.onePort();
    private final Endpoint csipAt = Endpoint.onePort();
    private final ServiceProcess issuer;
    private final ServiceProcess lookup;
    private final ServiceProcess relayProcess;
    private final ServiceProcess mirrorProcess;
    private final ServiceProcess msp;
    private final ServiceProcess csip;

    /**
     * A world that is up.
     *
     * @param onCrash told, on some other thread, of a service that ended although nobody asked it to
     * @throws dev.jeton.dev.stack.StackFailure with the end of its log, if something does not start
     * @throws ServiceFailure if relays and lookup do not fit together
     */
    public static World start(RunDirectory run, Plan plan, Progress progress, Consumer<ServiceProcess.Crash> onCrash)
            throws ServiceFailure {
        return new World(run, plan, progress, onCrash);
    }

    private World(RunDirectory run, Plan plan, Progress progress, Consumer<ServiceProcess.Crash> onCrash)
            throws ServiceFailure {
        this.run = run;
        this.plan = plan;
        this.authority = DevAuthority.create(run);
        this.keys = new KeyFiles(run.newDirectory("keys"));
        this.postgres = DevPostgres.in(run).tls(authority).start();
        progress.ready("PostgreSQL");
        this.issuerStores = new Services.Stores(
                postgres.createDatabase("issuer", "issuer"),
                DevRedis.in(run).tls(authority).start());
        this.lookupStores = new Services.Stores(
                postgres.createDatabase("lookup", "lookup"),
                DevRedis.in(run).tls(authority).appendOnly(true).start());
        progress.ready("two Redis servers");

        this.mspKeyFile = keys.signingKey("msp-key.pem", JoseAlgorithm.EDDSA);
        this.csipKeyFile = keys.signingKey("csip-key.pem", JoseAlgorithm.EDDSA);
        Path pseudonymKeyFile = keys.sealingKey("msp-pseudonym-key");
        Path possessionKeyFile = keys.sealingKey("csip-possession-key");
        this.mspKey = KeyFiles.loadSigningKey(mspKeyFile);
        this.pseudonyms = new Pseudonyms(KeyFiles.loadSealingKey(pseudonymKeyFile));
        this.possessionCodes = new PossessionCodes(KeyFiles.loadSealingKey(possessionKeyFile));
        String csipName = csipAt.origin().url();
        this.trust = new CsipTrust(List.of(
                ToyCsip.describe(
                        csipName, JwkSet.of(KeyFiles.loadSigningKey(csipKeyFile).publicKey())),
                registry.description()));
        this.trustFile = keys.write("csip-trust.json", trust.encode().toArray());
        this.direct = transport(authority);

        Path msps = run.newDirectory("msps");
        new KeyFiles(msps).write("toy-msp.yaml", Documents.provider(MSP.uri(), mspKey.publicKey()));
        Path quotas = run.newDirectory("quotas");
        new KeyFiles(quotas).write("toy-msp.yaml", Documents.quotaPolicy(MSP.uri()));
        Path operators = run.newDirectory("operators");
        new KeyFiles(operators).write(OPERATOR + ".yaml", Documents.operator(OPERATOR, operatorKey.publicKey()));
        this.issuerFiles =
                new Services.IssuerFiles(keys.sealingKey("issuer-key-encryption-key"), msps, quotas, operators);
        this.lookupOperatorKey = keys.signingKey(LOOKUP_OPERATOR + ".pem", JoseAlgorithm.EDDSA);
        Path lookupOperators = run.newDirectory("lookup-operators");
        new KeyFiles(lookupOperators)
                .write(
                        LOOKUP_OPERATOR + ".yaml",
                        Documents.operator(
                                LOOKUP_OPERATOR,
                                KeyFiles.loadSigningKey(lookupOperatorKey).publicKey()));
        Services.LookupFiles lookupFiles = new Services.LookupFiles(keys, trustFile, lookupOperators);
        Path mspConfig = toyConfig("toy-msp", MSP.uri(), mspAt, """
                signing-key-file=%s
                pseudonym-key-file=%s
                accounts-file=%s
                """.formatted(
                        mspKeyFile, pseudonymKeyFile, keys.write("accounts.json", accounts())));
        Path csipConfig = toyConfig("toy-csip", csipName, csipAt, """
                signing-key-file=%s
                possession-key-file=%s
                """.formatted(csipKeyFile, possessionKeyFile));

        this.services = new Services(run, authority);
        Starter starter = new Starter(progress, onCrash);
        var issuerUp = starter.start("issuer", services.issuer(plan, issuerAt, issuerStores, issuerFiles));
        var lookupUp = starter.start("lookup", services.lookup(plan, lookupAt, lookupStores, lookupFiles, issuerAt));
        var mspUp = starter.start("toy MSP", services.toy("toy-msp", ToyMsp.class, mspConfig, mspAt));
        var csipUp = starter.start("toy CSIP", services.toy("toy-csip", ToyCsip.class, csipConfig, csipAt));
        var relayUp = starter.start("relay", services.relay(plan, RELAY, RELAY_OPERATOR, relayAt, issuerAt, lookupAt));
        var mirrorUp = starter.start(
                "second relay", services.relay(plan, MIRROR, MIRROR_OPERATOR, mirrorAt, issuerAt, lookupAt));
        this.issuer = joined(issuerUp);
        this.lookup = joined(lookupUp);
        this.relayProcess = joined(relayUp);
        this.mirrorProcess = joined(mirrorUp);
        this.msp = joined(mspUp);
        this.csip = joined(csipUp);
        this.relay = Relay.open(direct, relayAt.origin(), List.of(mirrorAt.origin()), InstantSource.system());
        this.provider = relay.provider(lookupAt.origin());
    }

    /** Starts services at the same time and tells how far they are. */
    private record Starter(Progress progress, Consumer<ServiceProcess.Crash> onCrash) {
        CompletableFuture<ServiceProcess> start(String name, ServiceProcess.Builder builder) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        ServiceProcess service = builder.onProgress(soFar -> progress.waiting(name, soFar))
                                .onCrash(onCrash)
                                .start();
                        progress.ready(name);
                        return service;
                    },
                    task -> new Thread(task, "start " + name).start());
        }
    }

    public Endpoint issuerAt() {
        return issuerAt;
    }

    /** Starts one more replica of the issuer: the same name, documents and stores on another port. */
    public Endpoint addIssuer() {
        Endpoint at = Endpoint.withManagement();
        Plan sameName = plan.with(
                Plan.ISSUER, Map.of("jeton.issuer.base-url", issuerAt.origin().url()));
        services.issuer(sameName, at, issuerStores, issuerFiles).start();
        return at;
    }

    public Endpoint lookupAt() {
        return lookupAt;
    }

    /** Of the relay by which everybody asks lookup. */
    public Endpoint relayAt() {
        return relayAt;
    }

    /** Of the other relay, whose mirror has to agree. */
    public Endpoint mirrorAt() {
        return mirrorAt;
    }

    /** The relay as a sender sees it. */
    public Relay relay() {
        return relay;
    }

    public Endpoint mspAt() {
        return mspAt;
    }

    public Endpoint csipAt() {
        return csipAt;
    }

    /** A user of the toy MSP in good standing. */
    public Account alice() {
        return alice;
    }

    /** Another one, who may have less. */
    public Account mallory() {
        return mallory;
    }

    /** The key that speaks for the toy MSP. */
    public JoseSigningKey mspKey() {
        return mspKey;
    }

    /** The file of the key that speaks for the toy MSP. */
    public Path mspKeyFile() {
        return mspKeyFile;
    }

    /** The file of the key that speaks for the toy CSIP, whose name is its address. */
    public Path csipKeyFile() {
        return csipKeyFile;
    }

    /** The key of the issuer's operator. */
    public JoseSigningKey operatorKey() {
        return operatorKey;
    }

    /** The file of the secret key of {@value #LOOKUP_OPERATOR}. */
    public Path lookupOperatorKey() {
        return lookupOperatorKey;
    }

    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    public PossessionCodes possessionCodes() {
        return possessionCodes;
    }

    /** Who says which CSIP serves a number. */
    public ToyRegistry registry() {
        return registry;
    }

    /** Whom everybody here believes about who holds an identifier. */
    public CsipTrust trust() {
        return trust;
    }

    public Path trustFile() {
        return trustFile;
    }

    public DevAuthority authority() {
        return authority;
    }

    /** The SDK's transport, which trusts the development authority alone and asks lookup by the relay. */
    public HttpTransport transport() {
        return new ByRelay(direct, lookupAt.origin(), provider.transport());
    }

    /** A new directory of this run, private to this user. */
    public Path newDirectory(String name) {
        return run.newDirectory(name);
    }

    DevPostgres postgres() {
        return postgres;
    }

    Services.Stores issuerStores() {
        return issuerStores;
    }

    Services.Stores lookupStores() {
        return lookupStores;
    }

    /** Everything that some party, or a thief in its house, can read at this moment. */
    public List<Exhibit> exhibits() throws IOException, ServiceFailure {
        return new Exhibits(this)
                .log("toy MSP", msp)
                .service("issuer", issuer, issuerAt, issuerStores)
                .service("lookup", lookup, lookupAt, lookupStores)
                .stateless(RELAY, relayProcess, relayAt)
                .stateless(MIRROR, mirrorProcess, mirrorAt)
                .log("toy CSIP", csip)
                .withServerLog("stores");
    }

    /** Where each party is reached, by the party's name. */
    public Map<String, HttpsOrigin> parties() {
        return Map.of(
                "the toy MSP", mspAt.origin(),
                "issuer", issuerAt.origin(),
                "lookup", lookupAt.origin(),
                "relay", relayAt.origin(),
                "the second relay", mirrorAt.origin(),
                "the toy CSIP", csipAt.origin());
    }

    /** The log of each party, by the party's name. */
    public Map<String, Path> logs() {
        Map<String, Path> logs = new LinkedHashMap<>();
        logs.put("toy MSP", msp.log());
        logs.put("issuer", issuer.log());
        logs.put("lookup", lookup.log());
        logs.put(RELAY, relayProcess.log());
        logs.put(MIRROR, mirrorProcess.log());
        logs.put("toy CSIP", csip.log());
        return logs;
    }

    /** What lookup's ledger holds, as a dump. */
    public byte[] ledger() {
        return lookupStores.redis().dump();
    }

    /** The stores that must not have ended while the services run. */
    public boolean storesAreRunning() {
        return postgres.isRunning()
                && issuerStores.redis().isRunning()
                && lookupStores.redis().isRunning();
    }

    private Path toyConfig(String name, String partyName, Endpoint at, String settings) {
        DevAuthority.Identity identity = authority.issue(name);
        String config = """
                name=%s
                port=%d
                certificate-file=%s
                key-file=%s
                """.formatted(
                        partyName, run.behindTap(name, at.port()), identity.certificateFile(), identity.keyFile());
        return keys.write(name + ".properties", (config + settings).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] accounts() {
        List<JsonWriter> entries = Stream.concat(Stream.of(alice, mallory), plan.guests().stream())
                .map(account -> new JsonWriter()
                        .put("name", account.name())
                        .put("password", account.password())
                        .put("tier", account.tier()))
                .toList();
        return new JsonWriter().putObjects("accounts", entries).toBytes().toArray();
    }

    private static HttpTransport transport(DevAuthority authority) {
        try {
            return JdkHttpTransport.trusting(authority.certificateFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServiceProcess joined(CompletableFuture<ServiceProcess> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
