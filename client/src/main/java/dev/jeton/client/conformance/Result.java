package dev.jeton.client.conformance;

/**
 * What became of one check.
 *
 * @param text evidence; or what was seen, and what is demanded; or why it was not asked
 */
public record Result(String id, Verdict verdict, String text) {
    /** The three ways in which a check ends. */
    public enum Verdict {
        PASS("pass"),
        FAIL("fail"),
        NOT_APPLICABLE("not-applicable");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As reports have it. */
        public String word() {
            return word;
        }
    }

    /** {@code R1 pass <text>}. */
    public String line() {
        return id + " " + verdict.word() + " " + text;
    }
}
