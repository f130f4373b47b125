/** The figures that Jeton states, each as a median over interleaved rounds with the reference measured beside it. */
@NullMarked
package dev.jeton.bench;

import org.jspecify.annotations.NullMarked;
