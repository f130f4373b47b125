/**
 * What sender and discovery provider say to each other: a {@link dev.jeton.crypto.discovery.LookupRequest} and its
 * {@link dev.jeton.crypto.discovery.LookupAnswer}, and what is public about the provider and about the relay between them:
 * {@link dev.jeton.crypto.discovery.DiscoveryProviderDocument} and {@link dev.jeton.crypto.discovery.RelayDocument}.
 *
 * <p>The token that pays for a lookup travels in its own header ({@code crypto.auth}) and says nothing about the
 * question. Nothing here is signed: what matters in an answer, the mappings, brings its own signatures.
 */
@NullMarked
package dev.jeton.crypto.discovery;

import org.jspecify.annotations.NullMarked;
