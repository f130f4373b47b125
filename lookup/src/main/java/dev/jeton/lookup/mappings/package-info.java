/**
 * Publishing: a mapping is stored if the key that signed it is attested for its CSI by a CSIP that is trusted here, and
 * if it names this provider; removed by the same key, by a newer one that supersedes it, or by the CSIP.
 */
@NullMarked
package dev.jeton.lookup.mappings;

import org.jspecify.annotations.NullMarked;
