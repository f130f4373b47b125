package dev.jeton.dev.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * The main program of a JVM that starts children and waits to be killed. Its arguments are the base directory and, if it
 * shall start the servers too, "servers".
 */
final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        RunDirectory run = RunDirectory.create(Path.of(arguments[0]), "launcher");
        if (arguments.length > 1) {
            DevRedis.start(run);
            DevPostgres.start(run);
        }
        ServiceProcess.command(run, "family", List.of("sh", "-c", "sleep 600 & sleep 600; true"))
                .readyWhen(() -> ProcessIdentity.ofThisJvm().descendants().size() > 2)
                .start();
        System.out.println(run.path());
        Thread.sleep(Long.MAX_VALUE);
    }
}
