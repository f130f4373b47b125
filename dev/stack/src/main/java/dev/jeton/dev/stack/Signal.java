package dev.jeton.dev.stack;

import java.io.IOException;

/** What a process is told when it has to go. */
enum Signal {
    /** Politely: JVMs run their shutdown hooks, Redis closes its files. */
    TERM,
    /** PostgreSQL's fast shutdown: sessions are cut, a checkpoint is written. */
    INT,
    /** PostgreSQL's immediate shutdown: a crash that leaves no child and no shared memory behind. */
    QUIT,
    KILL,
    /** Stands still, and does not know it. */
    STOP,
    /** Goes on. */
    CONT;

    /** Sends it, unless the process has ended. {@code kill} is a shell builtin: Java itself only sends TERM and KILL. */
    void sendTo(ProcessIdentity process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(
                            "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name(), Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Pause.uninterruptibly(kill::waitFor);
        } catch (IOException e) {
            throw new StackFailure("cannot signal process " + process.pid(), e);
        }
    }
}
