package dev.jeton.client.oblivious;

import dev.jeton.client.consistency.AgreedDocuments;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import java.net.URI;

/** The keys of one gateway. */
record GatewayKeys(AgreedDocuments documents, URI gateway) {
    /** The one to use, if everybody is shown the same configuration. */
    OhttpKeyConfig current() throws ServiceFailure {
        return documents
                .fetch(gateway, OhttpKeyConfigs.MEDIA_TYPE, OhttpKeyConfigs.MAX_BYTES, OhttpKeyConfigs::parse)
                .first();
    }
}
