package dev.jeton.dev.stack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One direction of a TLS connection from the outside (RFC 8446, Section 5.1): its records, and what is said before there are
 * keys. In TLS 1.3 that is the hellos alone: what comes later is application data to whoever listens.
 */
final class TlsStream {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int MAX_RECORD_BYTES = (1 << 14) + 256;

    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int RANDOM_BYTES = 32;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_13 = 0x0304;
    /** A hello with this random asks for another one (Section 4.1.3). */
    private static final byte[] HELLO_RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private final List<Envelope> records;
    /** Messages of the handshake that everybody can read. */
    private final List<Message> clear;

    private final List<String> flaws;

    @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
    private record Envelope(int type, byte[] content) {}

    /** @param whole false of the last one, if it was cut off */
    @SuppressWarnings("ArrayRecordComponent") // Likewise.
    private record Message(int type, byte[] content, boolean whole) {}

    private TlsStream(List<Envelope> records, List<Message> clear, List<String> flaws) {
        this.records = records;
        this.clear = clear;
        this.flaws = flaws;
    }

    /** Reads {@code bytes} after the first {@code skipped}. The last record may have been cut off. */
    static TlsStream read(byte[] bytes, int skipped) {
        List<Envelope> records = new ArrayList<>();
        List<String> flaws = new ArrayList<>();
        int at = Math.min(skipped, bytes.length);
        while (at + 5 <= bytes.length) {
            int type = bytes[at] & 0xff;
            int length = uint16(bytes, at + 3);
            boolean known = type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA;
            if (!known || bytes[at + 1] != 3 || length > MAX_RECORD_BYTES) {
                flaws.add("does not speak TLS at byte " + at);
                break;
            }
            int end = Math.min(at + 5 + length, bytes.length);
            records.add(new Envelope(type, Arrays.copyOfRange(bytes, at + 5, end)));
            at += 5 + length;
        }
        if (records.isEmpty() && at < bytes.length && flaws.isEmpty()) {
            flaws.add("does not speak TLS: less than a record");
        }
        return new TlsStream(records, messages(records), flaws);
    }

    private static List<Message> messages(List<Envelope> records) {
        ByteArrayOutputStream handshake = new ByteArrayOutputStream();
        records.stream()
                .filter(record -> record.type == HANDSHAKE)
                .forEach(record -> handshake.writeBytes(record.content));
        ByteBuffer in = ByteBuffer.wrap(handshake.toByteArray());
        List<Message> messages = new ArrayList<>();
        while (in.remaining() >= 4) {
            int head = in.getInt();
            int size = head & 0xffffff;
            byte[] content = new byte[Math.min(size, in.remaining())];
            in.get(content);
            messages.add(new Message(head >>> 24, content, content.length == size));
        }
        return messages;
    }

    /** Whether keys were agreed upon: there is a server's hello, and not one that asks for another. */
    boolean begins() {
        return clear.stream().anyMatch(message -> isWholeHello(message) && !asksAgain(message));
    }

    private static boolean isWholeHello(Message message) {
        return message.type == SERVER_HELLO && message.whole;
    }

    boolean isProtected() {
        return records.stream().anyMatch(record -> record.type == APPLICATION_DATA);
    }

    List<String> flawsOfServer() {
        List<String> all = flaws(SERVER_HELLO, begins());
        for (Message message : clear) {
            if (isWholeHello(message) && !choosesTls13(message.content)) {
                all.add("chooses an older TLS");
            }
        }
        return all;
    }

    List<String> flawsOfCaller(TlsStream server) {
        List<String> all = flaws(CLIENT_HELLO, server.begins());
        boolean again = server.clear.stream().anyMatch(TlsStream::asksAgain);
        if (clear.size() > (again ? 2 : 1)) {
            all.add("says hello once more");
        }
        if (isProtected() && !server.begins()) {
            all.add("sends data before there are keys");
        }
        return all;
    }

    /** @param hello the one message that may be in the clear */
    private List<String> flaws(int hello, boolean keys) {
        List<String> all = new ArrayList<>(flaws);
        for (Message message : clear) {
            if (message.type != hello) {
                all.add("sends handshake message " + message.type + " in the clear");
            }
        }
        boolean isProtected = false;
        for (Envelope record : records) {
            isProtected |= record.type == APPLICATION_DATA;
            if (record.type == HANDSHAKE && isProtected) {
                all.add("goes on in the clear after the handshake");
            }
            if (record.type == ALERT && (keys || record.content.length != 2)) {
                all.add("sends an alert in the clear");
            }
            // Section 5: a sign for old middleboxes, which means nothing.
            if (record.type == CHANGE_CIPHER_SPEC && !Arrays.equals(record.content, new byte[] {1})) {
                all.add("changes ciphers as older versions do");
            }
        }
        return all;
    }

    private static boolean asksAgain(Message message) {
        return isWholeHello(message)
                && message.content.length >= 2 + RANDOM_BYTES
                && Arrays.equals(Arrays.copyOfRange(message.content, 2, 2 + RANDOM_BYTES), HELLO_RETRY);
    }

    /** Section 4.1.3: version, random, session id, cipher suite, compression, extensions. */
    private static boolean choosesTls13(byte[] hello) {
        int at = 2 + RANDOM_BYTES;
        if (at >= hello.length) {
            return false;
        }
        at += 1 + (hello[at] & 0xff) + 2 + 1 + 2;
        while (at + 4 <= hello.length) {
            if (uint16(hello, at) == SUPPORTED_VERSIONS && at + 6 <= hello.length) {
                return uint16(hello, at + 4) == TLS_13;
            }
            at += 4 + uint16(hello, at + 2);
        }
        return false;
    }

    private static int uint16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
