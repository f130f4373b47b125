package dev.jeton.client.cli;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        description = "Print a credential for the admin API of an issuer, a discovery provider or a redeemer.",
        footer = {
            "",
            "Example:",
            "  TOKEN=$(jeton operator token --key alice.pem \\",
            "      --audience https://issuer.example)",
            "  curl -H \"Authorization: Bearer $TOKEN\" https://issuer.example/v1/admin/msps",
            "",
            "Whoever has it is the operator until it expires: make it short-lived, and keep it out of logs and files."
        })
final class OperatorToken extends Action {
    @Mixin
    private final Options.OperatorKey operatorKey = new Options.OperatorKey();

    @Option(
            names = "--life",
            paramLabel = "DURATION",
            description = "For how long, at most PT1H. Default: ${DEFAULT-VALUE}.")
    private Duration life = Duration.ofMinutes(5);

    @Option(
            names = "--audience",
            required = true,
            paramLabel = "URL",
            description =
                    "Which service it is for: what that has as jeton.admin.audience, with an issuer and a redeemer"
                            + " its base URL unless that is set otherwise.")
    private Optional<HttpsOrigin> audience = Optional.empty();

    OperatorToken(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(OperatorCredential.MAX_LIFE) > 0) {
            throw BadInput.typed("--life: expected PT1S to " + OperatorCredential.MAX_LIFE);
        }
        String operator = operatorKey.name();
        Validity validity = Validity.of(context.clock().instant(), life);
        String credential = OperatorCredential.forOperator(
                        operator, audience.orElseThrow().url(), validity)
                .sign(operatorKey.load());
        return Report.of(
                List.of(credential),
                new JsonWriter()
                        .put("operator", operator)
                        .put("credential", credential)
                        .put("expires", validity.expiresAt()));
    }
}
