package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessIT {
    @TempDir
    private Path temporary;

    private RunDirectory run;

    @BeforeEach
    void open() {
        run = RunDirectory.create("service-it");
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void jar_thatServesHealthOverTls_becomesReady() throws Exception {
        DevAuthority authority = DevAuthority.create(run);
        DevAuthority.Identity identity = authority.issue("toy");
        URI health = URI.create("https://localhost:" + FreePorts.next() + "/q/health");
        List<Duration> progress = new ArrayList<>();

        ServiceProcess service = ServiceProcess.jar(run, "toy", toyServiceJar())
                .heapMegabytes(64)
                .arguments(
                        health.getPort() + "",
                        identity.certificateFile().toString(),
                        identity.keyFile().toString())
                .setting("toy.secret", "swordfish")
                .readyWhenOk(health, authority)
                .onProgress(progress::add)
                .start();

        assertThat(service.isRunning()).isTrue();
        assertThat(progress).isNotEmpty().isSorted();
        assertThat(service.log())
                .content()
                .contains("toy.secret is swordfish", "temporary files in " + service.directory());
        assertThat(Files.getPosixFilePermissions(service.directory().resolve("config/application.properties")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void start_ofAServiceThatDies_reportsItsLog() {
        ServiceProcess.Builder dying = shell("echo no database; exit 3").readyWhen(() -> false);

        assertThatThrownBy(dying::start)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("service ended before it was ready")
                .hasMessageEndingWith("no database");
    }

    @Test
    void start_ofAServiceThatIsNeverReady_endsIt() {
        ServiceProcess.Builder lazy =
                shell("echo $$ >pid; exec sleep 600").readyWhen(() -> false).startWithin(Duration.ofSeconds(1));

        assertThatThrownBy(lazy::start)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("service is not ready after 1 s");
        assertThat(run.path().resolve("service/pid"))
                .content()
                .satisfies(pid -> assertThat(ProcessIdentity.of(Long.parseLong(pid.strip())))
                        .isEmpty());
    }

    @Test
    void start_ofAProgramThatIsNotThere_saysSo() {
        assertThatThrownBy(() -> ServiceProcess.command(run, "service", List.of("no-such-program"))
                        .readyWhen(() -> false)
                        .start())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void crash_isReportedOnce_withCodeAndLog() throws InterruptedException {
        BlockingQueue<ServiceProcess.Crash> crashes = new LinkedBlockingQueue<>();

        shell("echo out of luck; sleep 0.3; exit 7").onCrash(crashes::add).start();

        assertThat(crashes.poll(20, TimeUnit.SECONDS)).isEqualTo(new ServiceProcess.Crash("service", 7, "out of luck"));
        assertThat(crashes.poll(1, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void stopRestartAndClose_areNoCrashes() throws InterruptedException {
        BlockingQueue<ServiceProcess.Crash> crashes = new LinkedBlockingQueue<>();
        ServiceProcess service = shell("exec sleep 600").onCrash(crashes::add).start();

        service.restart();
        assertThat(service.isRunning()).isTrue();
        service.stop();
        assertThat(service.isRunning()).isFalse();
        service.restart();
        service.kill();
        service.restart();
        run.close();

        assertThat(service.isRunning()).isFalse();
        assertThat(crashes.poll(2, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void start_ofSeveralAtOnce_isPossible() {
        List<CompletableFuture<ServiceProcess>> all = List.of(
                CompletableFuture.supplyAsync(() -> shell("exec sleep 600").start()),
                CompletableFuture.supplyAsync(() -> shell("exec sleep 600").start()));

        assertThat(all).allMatch(service -> service.join().isRunning());
    }

    private ServiceProcess.Builder shell(String script) {
        return ServiceProcess.command(run, "service", List.of("sh", "-c", script));
    }

    /** A jar that names its main class and the class path of this test. */
    private Path toyServiceJar() throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, ToyService.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, location(ToyService.class) + " " + location(Loopback.class));
        Path jar = temporary.resolve("toy.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private static URL location(Class<?> code) {
        return code.getProtectionDomain().getCodeSource().getLocation();
    }
}
