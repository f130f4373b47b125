/**
 * What the tests of all services and the demo run on: a real PostgreSQL, a real Redis or a cluster of them, a certificate
 * authority and the processes of services, all on 127.0.0.1 and all in one private directory that cleans up after itself.
 * It depends on no service. Linux on amd64, as root or as any other user, with nothing installed.
 *
 * <pre>{@code
 * try (RunDirectory run = RunDirectory.create("issuer-it")) {
 *     DevPostgres postgres = DevPostgres.start(run);
 *     DevPostgres.Database database = postgres.createDatabase("issuer", "issuer"); // jdbcUrl(), reactiveUrl(), password()
 *     DevRedis redis = DevRedis.start(run);                                        // uri(), passwordFile()
 *     DevAuthority authority = DevAuthority.create(run);
 *     DevAuthority.Identity server = authority.issue("issuer");                    // certificateFile(), keyFile()
 *     HttpClient client = authority.httpClient().build();                          // trusts this CA alone, TLS 1.3 alone
 *     ServiceProcess issuer = ServiceProcess.jar(run, "issuer", quarkusRunJar)      // own directory, log, heap limit
 *             .setting("quarkus.http.ssl-port", "9443")                            // a private application.properties
 *             .readyWhenOk(URI.create("https://localhost:9000/q/health/ready"), authority)
 *             .onCrash(crash -> System.err.println(crash.logTail()))
 *             .start();
 *     redis.kill();
 *     redis.restart();                                                             // the same port
 *     DevRedisCluster cluster = DevRedisCluster.start(run);                        // uris(), passwordFile()
 *     cluster.failOver(cluster.masterOf("key"));                                   // killed; a replica is elected
 * }
 * }</pre>
 *
 * <p>After {@code close()}, SIGTERM or Ctrl-C no process and no file is left; after a {@code kill -9} of the JVM, the next
 * {@code RunDirectory.create} of the same user cleans up. Runs of other living JVMs are not touched. Ports come from
 * {@link dev.jeton.dev.stack.FreePorts}.
 *
 * <p>It is made for development: the passwords and keys are real, but they rest in the run's directory, and PostgreSQL
 * does not wait for the disk.
 */
@NullMarked
package dev.jeton.dev.stack;

import org.jspecify.annotations.NullMarked;
