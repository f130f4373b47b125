package dev.jeton.dev.demo;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpGatewayRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What {@link OurSide} answers about Oblivious HTTP: client and gateway, with one key and one exchange of each pending. */
final class OurOhttpSide {
    private static final SizeClasses SIZES = new SizeClasses(1024);
    private static final Fields JSON = Fields.EMPTY.with("content-type", "application/json");

    private final OhttpKeyPair key = OhttpKeyPair.generate(1);
    private final OhttpGateway gateway = new OhttpGateway(List.of(key));
    private Optional<OhttpClientRequest> asked = Optional.empty();
    private Optional<OhttpGatewayRequest> received = Optional.empty();

    List<Bytes> answer(String verb, IntFunction<Bytes> argument, List<String> words) {
        return switch (verb) {
            case "ohttp-keys" -> List.of(new OhttpKeyConfigs(List.of(key.config())).encode());
            case "ohttp-ask" -> List.of(ask(argument.apply(0), text(argument.apply(1)), argument.apply(2)));
            case "ohttp-open" -> open(argument.apply(0));
            case "ohttp-receive" -> receive(argument.apply(0));
            case "ohttp-answer" -> List.of(seal(Integer.parseInt(words.get(0)), argument.apply(1)));
            default -> throw new IllegalArgumentException("no verb " + verb);
        };
    }

    private Bytes ask(Bytes keyConfigs, String path, Bytes content) {
        BinaryRequest request =
                new BinaryRequest("POST", "https", "dp.example:8443", path, JSON, content, Fields.EMPTY);
        OhttpClientRequest made = OhttpKeyConfigs.parse(keyConfigs).first().encapsulate(SIZES.pad(request.encode()));
        asked = Optional.of(made);
        return made.encapsulated();
    }

    private List<Bytes> open(Bytes encapsulated) {
        BinaryResponse response = BinaryResponse.parse(asked.orElseThrow().open(encapsulated));
        return List.of(Bytes.ofUtf8(Integer.toString(response.status())), response.content());
    }

    private List<Bytes> receive(Bytes encapsulated) {
        OhttpGatewayRequest opened = gateway.decapsulate(encapsulated);
        received = Optional.of(opened);
        BinaryRequest request = BinaryRequest.parse(opened.request());
        return List.of(
                Bytes.ofUtf8(request.method()),
                Bytes.ofUtf8(request.scheme()),
                Bytes.ofUtf8(request.authority()),
                Bytes.ofUtf8(request.path()),
                Bytes.ofUtf8(String.join(", ", request.headers().all("content-type"))),
                request.content());
    }

    private Bytes seal(int status, Bytes content) {
        BinaryResponse response = new BinaryResponse(status, JSON, content, Fields.EMPTY);
        return received.orElseThrow().seal(SIZES.pad(response.encode()));
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }
}
