/**
 * The door to what operators may see and do, for JWTs of operators whose public keys lie in documents: by resources on the
 * main listener, or by routes on the management listener.
 *
 * <p>Closed unless a directory of operators is configured. Every change needs a reason and is told in {@code
 * service.audit}, in the transaction of the change. Few requests are served at once.
 */
@NullMarked
package dev.jeton.service.admin;

import org.jspecify.annotations.NullMarked;
