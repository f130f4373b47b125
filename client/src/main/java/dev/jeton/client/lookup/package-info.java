/**
 * Asking a discovery provider which messaging providers reach the owner of a CSI, and believing only what verifies.
 *
 * <p>Nothing that a provider answers is taken on its word. The challenge that tokens are made for is computed; a served
 * one that differs is refused. Mappings are checked offline against CSIPs that the app trusts; what does not verify is
 * dropped and counted. What a provider can still do is to keep silent about a mapping.
 *
 * <p>Every sender is given all mappings of a CSI, byte for byte the same. What they say to him is found out here, from keys
 * and a purpose that never leave the device: {@link dev.jeton.client.lookup.LookupResult#choice}.
 *
 * <p>Questions go to the provider itself: until they go through an Oblivious HTTP relay, which will be another
 * {@link dev.jeton.client.http.HttpTransport}, the provider sees the sender's network address.
 */
@NullMarked
package dev.jeton.client.lookup;

import org.jspecify.annotations.NullMarked;
