package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A TCP wire to a server of this machine that can be laid to another one, lose requests or answers, or break. Safe for
 * concurrent use.
 */
public final class Wire implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Wire.class.getName());
    private static final int BACKLOG = 64;

    private final ServerSocket entrance;
    private final Supplier<Ear> ears;
    private final ExecutorService threads = Executors.newCachedThreadPool(Wire::daemon);
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();
    private volatile int target;
    private boolean holdsAnswers;

    /** Hears what goes over one connection, each direction from a thread of its own. */
    interface Ear {
        Ear DEAF = (bytes, size, answers) -> {};

        /** The first {@code size} of {@code bytes} have been sent; the array is written anew afterwards. */
        void hear(byte[] bytes, int size, boolean answers);
    }

    /** A wire to {@code port} of 127.0.0.1. */
    public Wire(int port) {
        this(0, port, () -> Ear.DEAF);
    }

    /**
     * A wire from one port to another, both of 127.0.0.1.
     *
     * @param entrance 0 for any
     * @param ears asked for one with each connection
     */
    Wire(int entrance, int port, Supplier<Ear> ears) {
        this.ears = ears;
        target = port;
        try {
            this.entrance = new ServerSocket(entrance, BACKLOG, Loopback.address());
        } catch (IOException e) {
            throw new StackFailure("no port for a wire", e);
        }
        threads.execute(this::accept);
    }

    /** Where a client of Redis connects. */
    public URI redis() {
        return URI.create("redis://127.0.0.1:" + entrance.getLocalPort());
    }

    /** Later connections lead to this port. */
    public void lead(int port) {
        target = port;
    }

    /** On the connections open now, nothing arrives at the server any more. Later connections are well. */
    public void loseRequests() {
        pipes.forEach(pipe -> pipe.losesRequests = true);
    }

    /** On the connections open now, requests still arrive and answers never do. Later connections are well. */
    public void loseAnswers() {
        pipes.forEach(pipe -> pipe.losesAnswers = true);
    }

    /** Answers wait until {@link #release()}, on all connections. */
    public synchronized void holdAnswers() {
        holdsAnswers = true;
    }

    /** Lets the answers go that wait. */
    public synchronized void release() {
        holdsAnswers = false;
        notifyAll();
    }

    private synchronized void awaitRelease() throws IOException {
        try {
            while (holdsAnswers) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** Ends the connections open now. */
    public void cut() {
        List<Pipe> open = List.copyOf(pipes);
        open.forEach(Pipe::close);
        pipes.removeAll(open);
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "closed, or the server is down", e);
            }
        }
    }

    private void connect(Socket caller) throws IOException {
        try {
            Pipe pipe = new Pipe(caller, new Socket(Loopback.address(), target), ears.get());
            pipes.add(pipe);
            threads.execute(pipe::requests);
            threads.execute(pipe::answers);
        } catch (IOException e) {
            caller.close();
            throw e;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        return thread;
    }

    private final class Pipe {
        private final Socket caller;
        private final Socket server;
        private final Ear ear;
        private volatile boolean losesRequests;
        private volatile boolean losesAnswers;

        Pipe(Socket caller, Socket server, Ear ear) throws IOException {
            this.caller = caller;
            this.server = server;
            this.ear = ear;
            caller.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void requests() {
            copy(caller, server, false);
        }

        void answers() {
            copy(server, caller, true);
        }

        private void copy(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[65_536];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                    ear.hear(buffer, size, answers);
                    if (answers) {
                        awaitRelease();
                    }
                    if (!(answers ? losesAnswers : losesRequests)) {
                        out.write(buffer, 0, size);
                    }
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "broken", e);
            }
            close();
        }

        void close() {
            try (caller;
                    server) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
