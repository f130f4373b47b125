/** Request bodies, bounded before they are read. */
@NullMarked
package dev.jeton.lookup.body;

import org.jspecify.annotations.NullMarked;
