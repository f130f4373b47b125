/**
 * The {@code jeton} command line: the SDK for somebody at a terminal or in a script.
 *
 * <p>Results go to standard output, warnings and failures to standard error, and there is nothing else. No command prints
 * a token, a key or an attestation. Exit codes are {@link dev.jeton.client.cli.ExitCode}.
 */
@NullMarked
package dev.jeton.client.cli;

import org.jspecify.annotations.NullMarked;
