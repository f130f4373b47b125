/**
 * Long calculations, away from the event loops: a bounded number of threads, and a bounded amount of work that waits for
 * them. Whoever wants to calculate is admitted first, before anything is charged, so that admitted work always finishes.
 */
@NullMarked
package dev.jeton.issuer.work;

import org.jspecify.annotations.NullMarked;
