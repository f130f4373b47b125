package dev.jeton.redeemer.keys;

import dev.jeton.crypto.wire.Bytes;
import java.util.concurrent.CompletionStage;

/** Where one issuer's directory comes from. Safe for concurrent use. */
public interface DirectorySource {
    /**
     * The directory as it is published now. Fails if it cannot be had in good time; takes no more than {@link
     * dev.jeton.crypto.token.IssuerDirectory#MAX_BYTES} from the wire. Never throws and never blocks.
     */
    CompletionStage<Bytes> fetch();
}
