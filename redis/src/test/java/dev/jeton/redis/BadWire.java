package dev.jeton.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TCP wire to a port of this machine that can lose the answers, or break. */
final class BadWire implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(BadWire.class.getName());

    private final ServerSocket entrance = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(BadWire::daemon);
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();
    private volatile int target;

    BadWire(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + entrance.getLocalPort());
    }

    /** On the connections open now, requests still arrive and answers never do. Later connections are well. */
    void loseAnswers() {
        pipes.forEach(pipe -> pipe.losesAnswers = true);
    }

    /** Later connections lead to this port. */
    void lead(int port) {
        target = port;
    }

    /** Ends the connections open now. */
    void cut() {
        pipes.forEach(Pipe::close);
        pipes.clear();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Pipe pipe = new Pipe(entrance.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
                pipes.add(pipe);
                threads.execute(pipe::requests);
                threads.execute(pipe::answers);
            } catch (IOException closedOrRedisIsDown) {
                LOG.log(System.Logger.Level.DEBUG, "no pipe", closedOrRedisIsDown);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "bad-wire");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Pipe {
        private final Socket caller;
        private final Socket server;
        private volatile boolean losesAnswers;

        Pipe(Socket caller, Socket server) {
            this.caller = caller;
            this.server = server;
        }

        void requests() {
            copy(caller, server, false);
        }

        void answers() {
            copy(server, caller, true);
        }

        private void copy(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[8192];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                    if (!(answers && losesAnswers)) {
                        out.write(buffer, 0, size);
                    }
                }
            } catch (IOException e) {
                close();
            }
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
