package dev.jeton.dev.stack;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What went over one connection, and what of it was not TLS 1.3 (RFC 8446). Safe for concurrent use. */
public final class Overheard implements Wire.Ear {
    /** PostgreSQL's SSLRequest: eight bytes, and then the code. */
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

    private static final byte[] SSL_ACCEPTED = {'S'};

    private final String server;
    private final Opening opening;
    private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    /** How a connection begins. */
    enum Opening {
        /** With TLS, from the first byte. */
        TLS,
        /** With a client that asks whether it may speak TLS, and a server that agrees: PostgreSQL. */
        POSTGRES
    }

    Overheard(String server, Opening opening) {
        this.server = server;
        this.opening = opening;
    }

    @Override
    public void hear(byte[] bytes, int size, boolean fromServer) {
        (fromServer ? answers : requests).write(bytes, 0, size);
    }

    /** Who was called. */
    public String server() {
        return server;
    }

    /** All that the caller sent. */
    public byte[] requests() {
        return requests.toByteArray();
    }

    /** All that the server sent. */
    public byte[] answers() {
        return answers.toByteArray();
    }

    /** Whether a session of TLS 1.3 began, and both sides said something in it. */
    public boolean isSession() {
        TlsStream caller = caller();
        TlsStream called = called();
        return flaws().isEmpty() && called.begins() && caller.isProtected() && called.isProtected();
    }

    /** What was not TLS 1.3: an empty list, or what it was. A connection on which nobody said anything is flawless. */
    public List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        if (opening == Opening.POSTGRES && requests.size() > 0) {
            if (!startsWith(requests(), SSL_REQUEST)) {
                return List.of(server + ": the caller does not ask for TLS");
            }
            if (answers.size() > 0 && !startsWith(answers(), SSL_ACCEPTED)) {
                return List.of(server + ": the server has no TLS");
            }
        }
        TlsStream called = called();
        caller().flawsOfCaller(called).forEach(flaw -> flaws.add(server + ": the caller " + flaw));
        called.flawsOfServer().forEach(flaw -> flaws.add(server + ": the server " + flaw));
        return flaws;
    }

    private TlsStream caller() {
        return TlsStream.read(requests(), opening == Opening.POSTGRES ? SSL_REQUEST.length : 0);
    }

    private TlsStream called() {
        return TlsStream.read(answers(), opening == Opening.POSTGRES ? SSL_ACCEPTED.length : 0);
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(Arrays.copyOf(bytes, prefix.length), prefix);
    }
}
