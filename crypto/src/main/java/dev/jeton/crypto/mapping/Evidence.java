package dev.jeton.crypto.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What others have signed about an owner's key, for the header of what he signs with it. Not checked here.
 *
 * @param attestation a {@link CsiAttestation} as a compact JWS
 * @param portRecord a {@link PortRecord} as a compact JWS, where the number has another CSIP than its prefix
 */
public record Evidence(String attestation, Optional<String> portRecord) {
    /** That of somebody whose CSI is where it always was. */
    public Evidence(String attestation) {
        this(attestation, Optional.empty());
    }

    /** The protected header members. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Mapping.ATTESTATION_HEADER, attestation);
        portRecord.ifPresent(record -> headers.put(Mapping.PORT_HEADER, record));
        return headers;
    }

    @Override
    public String toString() {
        return "Evidence[redacted]";
    }
}
