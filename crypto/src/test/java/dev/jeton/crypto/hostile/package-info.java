/**
 * Hostile bytes: every parser of this module against one contract. {@link dev.jeton.crypto.hostile.Parser} lists the
 * parsers, {@link dev.jeton.crypto.hostile.Contract} says what holds for each and every input. Inputs come from jqwik,
 * from the kept corpus in {@code src/test/resources/corpus}, and from a fuzzer that {@code .ci/layers/fuzz} runs.
 */
@NullMarked
package dev.jeton.crypto.hostile;

import org.jspecify.annotations.NullMarked;
