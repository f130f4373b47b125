/**
 * What the fence of {@code redis} has to remember outside Redis, in the service's PostgreSQL. It decides nothing: the rules
 * are the fence's.
 */
@NullMarked
package dev.jeton.service.fence;

import org.jspecify.annotations.NullMarked;
