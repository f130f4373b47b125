/**
 * The Oblivious HTTP gateway of a service (RFC 9458, RFC 9540): requests that a relay brings sealed are opened here, answered by
 * the service's own {@link dev.jeton.service.http.Endpoint}s, and sealed again. What is sealed never leads anywhere else.
 *
 * <pre>
 *   body, bounded -&gt; opened -&gt; parsed -&gt; ours? -&gt; date -&gt; not seen before (Redis) -&gt; endpoint -&gt; padded -&gt; sealed -&gt; paced
 *                  |            |
 *   problems in the clear       problems sealed, like any answer
 * </pre>
 *
 * <p>In the clear nothing is said that depends on what was sealed, and all that cannot be opened is answered alike. It is off
 * where no key directory is configured ({@code docs/adr/0021-gateway.md}).
 *
 * <p><b>Not here</b>: who asks. The relay's address is all that could be seen, and it is not looked at.
 */
@NullMarked
package dev.jeton.service.gateway;

import org.jspecify.annotations.NullMarked;
