package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.Bytes;

/** One blinded input and the secret that blinds it: {@code Blind} and the end of {@code Finalize} (Section 3.3.1). */
final class Blind {
    private final OprfContext context;
    private final Bytes input;
    private final SecretScalar blind;
    private final Element blindedElement;

    /** @param blind random and never used before: used twice, it shows that two inputs are one client's */
    Blind(OprfContext context, Bytes input, SecretScalar blind) {
        this.context = context;
        this.input = input;
        this.blind = blind;
        this.blindedElement = blind.times(context.hashToGroup(input));
    }

    static Blind random(OprfContext context, Bytes input) {
        return new Blind(context, input, SecretScalar.random(context.group()));
    }

    Element blindedElement() {
        return blindedElement;
    }

    Bytes output(Element evaluatedElement) {
        return context.output(input, blind.inverse().times(evaluatedElement));
    }
}
