package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.hpke.HpkeRecipient;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Opens what clients sealed to any of its keys. Safe for concurrent use. */
public final class OhttpGateway {
    /** What an encapsulated request has more than the request in it. */
    public static final int OVERHEAD_BYTES = RequestHeader.BYTES + HpkeSuite.OVERHEAD_BYTES;

    private final Map<Integer, HpkeSecretKey> keys;

    /** With {@code keys} of different ids: those that are offered, and those whose clients may still come. */
    public OhttpGateway(List<OhttpKeyPair> keys) {
        this.keys = keys.stream()
                .collect(Collectors.toUnmodifiableMap(pair -> pair.config().keyId(), OhttpKeyPair::secretKey));
    }

    /**
     * The request in {@code encapsulated}, which the caller has bounded. Costs one X25519 multiplication, whoever sent it.
     *
     * @throws MalformedMessage in the same words for every reason: a key that is not among these, another suite, too short,
     *     changed since it was sealed
     */
    public OhttpGatewayRequest decapsulate(Bytes encapsulated) {
        try {
            ByteReader reader = new ByteReader(encapsulated);
            RequestHeader header = RequestHeader.parse(reader.bytes("hdr", RequestHeader.BYTES));
            Bytes enc = reader.bytes("enc", HpkeSuite.ENC_BYTES);
            HpkeSecretKey key = keys.get(header.keyId());
            if (key == null) {
                throw refused();
            }
            HpkeRecipient recipient = header.suite().recipient(key, enc, header.info());
            Bytes request = recipient.open(Bytes.EMPTY, reader.rest());
            return new OhttpGatewayRequest(request, enc, new ResponseSecret(header.suite(), enc, recipient::export));
        } catch (MalformedMessage e) {
            throw refused();
        }
    }

    private static MalformedMessage refused() {
        return MalformedMessage.of("encapsulated request", "cannot be opened");
    }
}
