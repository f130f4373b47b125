/**
 * The discovery provider: stores signed mappings and answers one question per token. It learns the question and the
 * answer, and nothing about who asks.
 */
@NullMarked
package dev.jeton.lookup;

import org.jspecify.annotations.NullMarked;
