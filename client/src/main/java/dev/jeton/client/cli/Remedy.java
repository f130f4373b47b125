package dev.jeton.client.cli;

import dev.jeton.crypto.mapping.RefusedDocument;

/** What an owner does about a mapping that is not believed. */
final class Remedy {
    private static final String NEW_ATTESTATION = "Ask your number's or mail provider for a new attestation.";
    private static final String SIGN_AGAIN = "Sign it again: jeton mapping create, or publish.";
    private static final String TRUST_LIST =
            "Either senders' trust lists do not have who signed it, or --csip-trust is not theirs.";

    private Remedy() {}

    static String of(RefusedDocument refused) {
        return switch (refused.reason()) {
            case UNKNOWN_CSIP, NO_CSIP_KEYS, UNKNOWN_CSIP_KEY -> TRUST_LIST;
            case OUTSIDE_KEY_TIME, OTHER_CSIP, OUTLIVES_PORT_RECORD, NOT_ENTITLED ->
                "Ask your number's or mail provider: it may not attest this with that key, or not without a port record.";
            case EXPIRED -> refused.document() == RefusedDocument.Document.MAPPING ? SIGN_AGAIN : NEW_ATTESTATION;
            case NOT_YET_VALID -> "Check this device's clock.";
            case OTHER_KEY, OTHER_CSI, OUTLIVES_ATTESTATION ->
                "Sign it again with the key and under the attestation" + " that belong together.";
            case WRONG_AUDIENCE -> "It is for another --dp: sign one for each.";
            case PORTED -> "The number has moved: ask who serves it now for an attestation and its port record.";
            case TOO_LARGE, MALFORMED, CRITICAL_HEADER, UNKNOWN_HEADER, WRONG_TYPE, WRONG_ALGORITHM, WRONG_SIGNATURE ->
                refused.document() == RefusedDocument.Document.MAPPING ? SIGN_AGAIN : NEW_ATTESTATION;
        };
    }
}
