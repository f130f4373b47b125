package dev.jeton.client.cli;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * What an owner's attestation is for. Its signature is not looked at: he asks about himself, and whoever answers is verified.
 *
 * @param thumbprint of the attested key
 */
record AttestedKey(Csi csi, String thumbprint) {
    /** @param fileOrDash {@code -} is standard input */
    static AttestedKey read(String fileOrDash, CliContext context) throws BadInput {
        String compact = new Inputs(context).text("an attestation", fileOrDash);
        try {
            JsonObject claims =
                    Jws.parse("attestation", compact, CsiAttestation.MAX_CHARS).uncheckedPayload();
            return new AttestedKey(
                    Csi.parse("sub", claims.string("sub", Csi.MAX_CHARS)),
                    JosePublicKey.parse(claims.object("cnf").object("jwk")).thumbprint());
        } catch (MalformedMessage e) {
            throw BadInput.file("cannot use --attestation: " + e.getMessage());
        }
    }

    boolean hasSigned(VerifiedMapping mapping) {
        return mapping.attestation().key().thumbprint().equals(thumbprint);
    }
}
