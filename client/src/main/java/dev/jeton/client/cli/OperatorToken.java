package dev.jeton.client.cli;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        description = "Print a credential for the admin API of an issuer, a discovery provider or a redeemer.",
        footer = {
            "",
            "Example:",
            "  curl -H \"Authorization: Bearer $(jeton operator token --key alice.pem --audience https://issuer.example)\" \\",
            "      https://issuer.example/v1/admin/msps",
            "",
            "Whoever has it is the operator until it expires: make it short-lived, and keep it out of logs and files."
        })
final class OperatorToken extends Action {
    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The operator's secret key, as jeton operator create wrote it.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The operator's name. Default: the key file's, without what follows the last period.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--life",
            paramLabel = "DURATION",
            description = "For how long, at most PT1H. Default: ${DEFAULT-VALUE}.")
    private Duration life = Duration.ofMinutes(5);

    @Option(
            names = {"--audience", "--issuer"},
            required = true,
            paramLabel = "URL",
            description = "What the service has as jeton.admin.audience, which is its base URL unless that is set"
                    + " otherwise (JETON_ISSUER).")
    private Optional<HttpsOrigin> audience = Optional.empty();

    OperatorToken(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(OperatorCredential.MAX_LIFE) > 0) {
            throw BadInput.typed("--life: expected PT1S to " + OperatorCredential.MAX_LIFE);
        }
        String operator = name.orElseGet(this::keyFileName);
        OperatorCreate.requireName(operator);
        Validity validity = Validity.of(context.clock().instant(), life);
        String credential = OperatorCredential.forOperator(
                        operator, audience.orElseThrow().url(), validity)
                .sign(load());
        return Report.of(
                List.of(credential),
                new JsonWriter()
                        .put("operator", operator)
                        .put("credential", credential)
                        .put("expires", validity.expiresAt()));
    }

    private String keyFileName() {
        String file = String.valueOf(key.orElseThrow().getFileName());
        int extension = file.lastIndexOf('.');
        return extension < 0 ? file : file.substring(0, extension);
    }

    private JoseSigningKey load() throws BadInput {
        try {
            return SigningKeyFile.load(key.orElseThrow());
        } catch (IOException e) {
            throw BadInput.file("cannot use --key: " + e.getMessage());
        }
    }
}
