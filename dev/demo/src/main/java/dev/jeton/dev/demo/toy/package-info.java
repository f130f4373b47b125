/**
 * The parties around Jeton that a demo needs and this project does not build: a messaging provider
 * ({@link dev.jeton.dev.demo.toy.ToyMsp}) and a provider of identifiers ({@link dev.jeton.dev.demo.toy.ToyCsip}), each a
 * process of its own. Their signatures are real; how they know their users is not: passwords in a file, and codes in place
 * of text messages.
 *
 * <p>Their logs name events and no people: no account, pseudonym, identifier or document.
 */
@NullMarked
package dev.jeton.dev.demo.toy;

import org.jspecify.annotations.NullMarked;
