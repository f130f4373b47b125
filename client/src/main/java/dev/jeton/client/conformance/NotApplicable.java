package dev.jeton.client.conformance;

/** A check that cannot be made of this deployment, or not with what the kit was given. */
public final class NotApplicable extends Exception {
    private static final long serialVersionUID = 1L;

    NotApplicable(String why) {
        super(why);
    }
}
