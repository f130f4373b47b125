package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.regex.Pattern;

/**
 * An HTTP request (RFC 9292, Section 3). Its text form shows the method and sizes: a path, a field or the content may be
 * anybody's secret.
 *
 * @param method at most 32 characters, in upper case by custom
 * @param scheme in lower case, at most 16 characters
 * @param authority at most 255 characters, without user information; empty where a field {@code host} stands in for it
 * @param path with the query, from its slash on: at most 2048 characters
 */
public record BinaryRequest(
        String method, String scheme, String authority, String path, Fields headers, Bytes content, Fields trailers) {
    public static final String MEDIA_TYPE = "message/bhttp";

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,32}");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,15}");
    private static final Pattern AUTHORITY = Pattern.compile("[!-~&&[^/?#@\\\\\"<>^`{|}]]{0,255}");
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^#]]{0,2047}");

    /** Refuses with {@link MalformedMessage} control data of another form (RFC 9113, Section 8.3.1). */
    public BinaryRequest {
        require("method", METHOD, method);
        require("scheme", SCHEME, scheme);
        require("authority", AUTHORITY, authority);
        require("path", PATH, path);
    }

    /** The request that {@code message} holds, in either framing; {@link MalformedMessage} for anything else. */
    public static BinaryRequest parse(Bytes message) {
        SectionReader reader = SectionReader.of(SectionReader.Kind.REQUEST, message);
        BinaryRequest request = new BinaryRequest(
                reader.text("method"),
                reader.text("scheme"),
                reader.text("authority"),
                reader.text("path"),
                reader.fields(),
                reader.content(),
                reader.fields());
        reader.end();
        return request;
    }

    /** The same request with one more header field. */
    public BinaryRequest with(String name, String value) {
        return new BinaryRequest(method, scheme, authority, path, headers.with(name, value), content, trailers);
    }

    /** With known length and without padding; see {@link SizeClasses}. */
    public Bytes encode() {
        return new SectionWriter()
                .integer(SectionReader.Kind.REQUEST.knownLength)
                .text(method)
                .text(scheme)
                .text(authority)
                .text(path)
                .fields(headers)
                .content(content)
                .fields(trailers)
                .toBytes();
    }

    @Override
    public String toString() {
        return "BinaryRequest[" + method + ", " + headers.lines().size() + " fields, " + content + "]";
    }

    private static void require(String field, Pattern form, String value) {
        if (!form.matcher(value).matches()) {
            throw MalformedMessage.of(field, "not of the form that is expected");
        }
    }
}
