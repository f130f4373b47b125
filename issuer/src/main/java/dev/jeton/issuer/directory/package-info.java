/**
 * The issuer's public keys (RFC 9578, Section 4): the same bytes for everyone, whoever asks and whichever replica
 * answers.
 */
@NullMarked
package dev.jeton.issuer.directory;

import org.jspecify.annotations.NullMarked;
