package dev.jeton.client.cli;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Make an operator's key, and the document by which services know it.",
        footer = {
            "",
            "Example:",
            "  jeton operator create --name alice --directory .",
            "",
            "Writes alice.pem, which is secret and stays with alice, and alice.json, which is public: put it into the"
                    + " service's jeton.admin.operators-directory. Nothing is overwritten."
        })
final class OperatorCreate extends Action {
    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "What the audit trail will call the operator: a-z, 0-9 and '-'.")
    private String name = "";

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Where both files are written. Never where a service looks for documents.")
    private Optional<Path> directory = Optional.empty();

    OperatorCreate(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        requireName(name);
        Path keyFile = directory.orElseThrow().resolve(name + ".pem");
        Path document = directory.orElseThrow().resolve(name + ".json");
        if (Files.exists(document)) {
            throw BadInput.file(document + " exists already");
        }
        JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        try {
            SigningKeyFile.save(key, keyFile);
            Files.write(document, document(key).toBytes().toArray(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw BadInput.file(e.getFile() + " exists already");
        } catch (IOException e) {
            throw BadInput.file("cannot write the operator's files", e);
        }
        return Report.of(
                List.of(
                        keyFile + ": secret; whoever has it is " + name,
                        document + ": public; put it into the service's operators-directory"),
                new JsonWriter()
                        .put("operator", name)
                        .put("key", keyFile.toString())
                        .put("document", document.toString())
                        .put("kid", key.publicKey().thumbprint()));
    }

    static void requireName(String name) throws BadInput {
        try {
            OperatorCredential.requireName("--name", name);
        } catch (MalformedMessage e) {
            throw BadInput.typed(String.valueOf(e.getMessage()));
        }
    }

    private JsonWriter document(JoseSigningKey key) {
        // The members of a JWK Set, and the name.
        JsonWriter spec = JwkSet.of(key.publicKey()).toJson().put("name", name);
        return new JsonWriter()
                .put("apiVersion", "jeton.dev/v1")
                .put("kind", "Operator")
                .put("metadata", new JsonWriter().put("name", name))
                .put("spec", spec);
    }
}
