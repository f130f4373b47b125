package dev.jeton.dev.stack;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Properties;

/** The main program of a service: port, certificate file and key file are its arguments. */
final class ToyService {
    private ToyService() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("config", "application.properties"))) {
            settings.load(file);
        }
        System.out.println("toy.secret is " + settings.getProperty("toy.secret"));
        System.out.println("temporary files in " + System.getProperty("java.io.tmpdir"));
        HttpsServer server = HttpsServer.create(Loopback.port(Integer.parseInt(arguments[0])), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(TestTls.serverContext(Path.of(arguments[1]), Path.of(arguments[2]))));
        server.createContext("/q/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
