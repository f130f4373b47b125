package dev.jeton.crypto.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.wire.Bytes;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** {@link Contract} for generated inputs. {@code .ci/run} and {@code .ci/deep} look further, with a fuzzer. */
class HostileBytesTest {
    private static final Set<Parser> ACCEPTED = EnumSet.noneOf(Parser.class);
    private static final Set<Parser> REFUSED = EnumSet.noneOf(Parser.class);

    /** An input for one parser. */
    record Case(Parser parser, Bytes input) {
        boolean isAccepted() {
            return Contract.accepts(parser, input);
        }
    }

    @Provide
    Arbitrary<Case> encodings() {
        return cases(Parser::encodings);
    }

    @Provide
    Arbitrary<Case> mutatedEncodings() {
        return cases(parser -> {
            Arbitrary<Bytes> encodings = parser.encodings();
            return Combinators.combine(encodings, encodings, Arbitraries.longs())
                    .as((valid, other, seed) -> Mutations.mutate(valid, other, new Random(seed)));
        });
    }

    @Provide
    Arbitrary<Case> anyBytes() {
        return cases(parser -> Samples.shortBytes());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void encodedValue_isReadAsItself(@ForAll("encodings") Case encoded) {
        assertThat(encoded.isAccepted()).isTrue();
    }

    @Property(tries = 2500, edgeCases = EdgeCasesMode.NONE)
    void mutatedEncoding_keepsTheContract(@ForAll("mutatedEncodings") Case mutated) {
        (mutated.isAccepted() ? ACCEPTED : REFUSED).add(mutated.parser());
    }

    /** Mutations that reach one half of a parser only would show half of it. */
    @AfterContainer
    static void everyParser_hasAcceptedAndRefusedMutations() {
        assertThat(ACCEPTED).containsExactly(Parser.values());
        assertThat(REFUSED).containsExactly(Parser.values());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyBytes_keepTheContract(@ForAll("anyBytes") Case any) {
        any.isAccepted();
    }

    private static Arbitrary<Case> cases(Function<Parser, Arbitrary<Bytes>> inputs) {
        return Arbitraries.of(Parser.class)
                .flatMap(parser -> inputs.apply(parser).map(input -> new Case(parser, input)));
    }
}
