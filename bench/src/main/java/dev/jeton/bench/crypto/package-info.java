/** What {@code crypto} costs on one core, by JMH, in units of {@code openssl speed} where there is a counterpart. */
@NullMarked
package dev.jeton.bench.crypto;

import org.jspecify.annotations.NullMarked;
