/** Who this discovery provider is: one public document, the same bytes for everybody. */
@NullMarked
package dev.jeton.lookup.document;

import org.jspecify.annotations.NullMarked;
