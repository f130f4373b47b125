/**
 * {@code ./jeton demo}: the launcher. It sets up a world of real processes on this machine, performs the story in it, and
 * shows what was done, what was answered and what each party saw. Nothing of it belongs into production.
 */
@NullMarked
package dev.jeton.dev.demo;

import org.jspecify.annotations.NullMarked;
