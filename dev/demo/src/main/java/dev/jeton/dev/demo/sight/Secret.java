package dev.jeton.dev.demo.sight;

/** The kinds of things that a party may or may not know. */
public enum Secret {
    /** A phone number or mail address that was seeded or asked for. */
    IDENTIFIER("identifiers"),
    /** What an MSP calls its user towards the issuer. */
    PSEUDONYM("pseudonyms"),
    /** A user's account at his MSP, and its password. */
    ACCOUNT("accounts"),
    /** Parts of a finished token that nobody but its sender and its redeemer may know. */
    TOKEN("tokens");

    private final String plural;

    Secret(String plural) {
        this.plural = plural;
    }

    /** For a table's heading. */
    public String plural() {
        return plural;
    }
}
