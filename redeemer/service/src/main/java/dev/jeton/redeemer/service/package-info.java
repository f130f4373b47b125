/**
 * The redeemer as a service of its own, for MSPs and for discovery providers that do not run on a JVM. It verifies and spends;
 * what a token paid for it only sees as bytes that are the same again or not.
 */
@NullMarked
package dev.jeton.redeemer.service;

import org.jspecify.annotations.NullMarked;
