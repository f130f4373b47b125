/**
 * What operators may see and do: {@code /v1/admin/...}, for JWTs of operators whose public keys lie in documents.
 *
 * <p>Off unless a directory of operators is configured. Every change needs a reason and is told in {@code service.audit}, in
 * the transaction of the change. Few requests are served at once, and none on the threads that sign. It decides nothing
 * about tokens itself, and sees no sender.
 */
@NullMarked
package dev.jeton.issuer.admin;

import org.jspecify.annotations.NullMarked;
