package dev.jeton.crypto.hostile;

import com.sun.management.ThreadMXBean;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.Optional;

/**
 * What holds for every parser and every input, whoever made it up.
 *
 * <ol>
 *   <li>The input is accepted, or refused with {@link MalformedMessage}. Nothing else comes out, no {@code Error} either.
 *   <li>A refusal's message is made of our own words and of sizes: nothing of the input is in it.
 *   <li>Reading allocates at most {@link #BASE_BYTES} and, for each byte of the input, what {@link Format.Work} says.
 *   <li>What was accepted and is written again is read as the same value, and then written as the same bytes; where a
 *       value has one spelling only, these are the input's.
 * </ol>
 */
final class Contract {
    /** Buffers that do not depend on the input, and what an empty input costs. */
    static final long BASE_BYTES = 64 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Contract() {}

    /** Whether {@code parser} accepts {@code input}; an {@link AssertionError} if it breaks the contract. */
    static boolean accepts(Parser parser, Bytes input) {
        return accepts(parser.name(), parser.format(), input);
    }

    /** The same without rule 3, for code that a fuzzer has instrumented: what that allocates is not the parser's doing. */
    static void requireUnmeasured(Parser parser, Bytes input) {
        requireUnmeasured(parser.name(), parser.format(), input);
    }

    /** Fails unless {@code value} survives being written and read. */
    static <T> void requireRoundTrip(String name, Format<T> format, T value) {
        Bytes encoded = format.encode().apply(value);
        requireSame(name, format, value, format.parse().apply(encoded), encoded);
    }

    private static <T> boolean accepts(String name, Format<T> format, Bytes input) {
        Optional<T> parsed = parse(name, format, input);
        requireBoundedAllocation(name, format, input);
        parsed.ifPresent(value -> requireSpelling(name, format, value, input));
        return parsed.isPresent();
    }

    private static <T> void requireUnmeasured(String name, Format<T> format, Bytes input) {
        parse(name, format, input).ifPresent(value -> requireSpelling(name, format, value, input));
    }

    private static <T> void requireSpelling(String name, Format<T> format, T value, Bytes input) {
        Bytes encoded = format.encode().apply(value);
        require(name, "is not written as it was read", !format.oneSpelling() || encoded.equals(input));
        requireSame(name, format, value, format.parse().apply(encoded), encoded);
    }

    private static <T> Optional<T> parse(String name, Format<T> format, Bytes input) {
        try {
            return Optional.of(format.parse().apply(input));
        } catch (MalformedMessage e) {
            String message = Objects.requireNonNull(e.getMessage());
            Optional<String> foreign = Vocabulary.foreignWord(message, input.size());
            require(name, "says \"" + message + "\", and not all of it is ours", foreign.isEmpty());
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(name + " throws " + e, e);
        }
    }

    /** Measured twice where it is too much: the first time may have loaded classes or filled a pool. */
    private static <T> void requireBoundedAllocation(String name, Format<T> format, Bytes input) {
        long allowed = BASE_BYTES + format.work().bytesPerInputByte * input.size();
        long allocated = allocated(format, input);
        if (allocated > allowed) {
            allocated = Math.min(allocated(format, input), allocated(format, input));
        }
        require(name, "allocates " + allocated + " bytes for " + input.size(), allocated <= allowed);
    }

    static <T> long allocated(Format<T> format, Bytes input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Objects.requireNonNull(format.parse().apply(input));
        } catch (MalformedMessage e) {
            // What a refusal costs counts as well.
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static <T> void requireSame(String name, Format<T> format, T value, T again, Bytes encoded) {
        require(
                name,
                "writes one value in two ways",
                format.encode().apply(again).equals(encoded));
        if (hasEquals(value)) {
            require(name, "reads what it wrote as another value", value.equals(again));
            require(name, "has equal values with two hash codes", value.hashCode() == again.hashCode());
        }
    }

    private static boolean hasEquals(Object value) {
        try {
            return value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static void require(String name, String otherwise, boolean holds) {
        if (!holds) {
            throw new AssertionError(name + " " + otherwise);
        }
    }
}
