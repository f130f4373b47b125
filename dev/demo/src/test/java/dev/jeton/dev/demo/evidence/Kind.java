package dev.jeton.dev.demo.evidence;

/** The kinds of things that are nowhere written down, each for its reason (docs/THREATS.md, "Who may learn what"). */
enum Kind {
    /** A number or address that was published or asked for. */
    IDENTIFIER("identifiers"),
    /** A sender's user name and password at the messaging provider. */
    ACCOUNT("accounts"),
    PSEUDONYM("pseudonyms"),
    /** What a messaging provider signed for a sender. */
    ATTESTATION("attestations"),
    /** Of a sender or of an owner. */
    ADDRESS("addresses"),
    /** What an issuer signed without seeing what it is. */
    BLINDED("blinded"),
    /** Nonce, one-time key and signature of a finished token, and the query proof under that key. */
    TOKEN("tokens"),
    /** Mappings as they are published and answered. */
    MAPPING("mappings");

    private final String plural;

    Kind(String plural) {
        this.plural = plural;
    }

    String plural() {
        return plural;
    }
}
