/** Refusals as they travel: problem details of RFC 9457, with a closed set of types that every party knows. */
@NullMarked
package dev.jeton.crypto.problem;

import org.jspecify.annotations.NullMarked;
