package dev.jeton.dev.demo.toy;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's users, from a JSON file: {@code {"accounts":[{"name":"...","password":"...","tier":"standard"}]}}. Their
 * passwords stand there as they are, which only a toy may do. Immutable.
 */
final class Accounts {
    private static final int MAX_ACCOUNTS = 100;
    private static final int MAX_CHARS = 64;
    private static final int MAX_BYTES = 32 * 1024;
    private static final String BASIC = "Basic ";

    private final Map<String, Entry> byName = new LinkedHashMap<>();

    /** A user in good standing. */
    record Account(String name, String tier) {}

    private record Entry(Account account, Bytes password) {}

    /** @throws IOException if the file cannot be read or is not well-formed; the message names the member */
    static Accounts load(Path file) throws IOException {
        try {
            return parse(Bytes.of(Files.readAllBytes(file)));
        } catch (MalformedMessage e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Throws {@link MalformedMessage} unless {@code json} is a list of accounts with different names. */
    static Accounts parse(Bytes json) {
        Accounts accounts = new Accounts();
        for (JsonObject entry : JsonObject.parse("accounts", json, MAX_BYTES).objects("accounts", MAX_ACCOUNTS)) {
            Account account = new Account(entry.string("name", MAX_CHARS), entry.string("tier", MAX_CHARS));
            Bytes password = Bytes.ofUtf8(entry.string("password", MAX_CHARS));
            if (accounts.byName.put(account.name(), new Entry(account, password)) != null) {
                throw MalformedMessage.of(entry.pathOf("name"), "given to two accounts");
            }
        }
        return accounts;
    }

    /** Whose name and password an {@code Authorization: Basic} header holds (RFC 7617); empty if nobody's. */
    Optional<Account> authenticate(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String credentials;
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            credentials = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        Bytes password = Bytes.ofUtf8(credentials.substring(colon + 1));
        return Optional.ofNullable(byName.get(credentials.substring(0, colon)))
                .filter(entry -> entry.password().equals(password))
                .map(Entry::account);
    }
}
