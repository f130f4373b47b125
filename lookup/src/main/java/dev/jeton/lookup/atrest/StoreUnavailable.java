package dev.jeton.lookup.atrest;

/**
 * PostgreSQL gave no usable answer. A write may have been applied all the same; putting it again is safe. Without a stack
 * trace, since an outage brings one of these per request; the cause says what happened.
 */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailable(Throwable cause) {
        super(rootOf(cause).toString(), cause, false, false);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
