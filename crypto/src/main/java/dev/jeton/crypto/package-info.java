/** x. */
@org.jspecify.annotations.NullMarked
package dev.jeton.crypto;
