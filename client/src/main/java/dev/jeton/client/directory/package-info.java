/**
 * What an operator does for a directory: fill it from a file of signed mappings, in batches, and go on where it stopped.
 */
@NullMarked
package dev.jeton.client.directory;

import org.jspecify.annotations.NullMarked;
