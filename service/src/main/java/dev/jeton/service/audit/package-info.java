/**
 * What operators did: who, when, to what and why; never about a sender. Rows are added in the transaction of the change
 * that they tell of, and neither changed nor removed.
 */
@NullMarked
package dev.jeton.service.audit;

import org.jspecify.annotations.NullMarked;
