package dev.jeton.client.cli;

/** How a command ended, for scripts. The numbers never change their meaning. */
enum ExitCode {
    DONE(0, "done"),
    BUG(1, "a mistake in this program"),
    USAGE(2, "wrong usage, or an identifier that is none"),
    REFUSED(3, "the service refused"),
    QUOTA(4, "a quota, or the limit of publishing, is used up; the message says until when"),
    NO_ANSWER(5, "no answer from the service"),
    UNTRUSTED(6, "the service's answer must not be believed, or nothing in it verified"),
    NO_TOKEN(7, "no token left in the wallet"),
    FILE(8, "a file cannot be used: wallet, key, attestation, trust list, certificate");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
