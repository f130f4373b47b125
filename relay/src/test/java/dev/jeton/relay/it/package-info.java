/** A relay as a process, between clients and a server that writes down every byte it gets. */
@NullMarked
package dev.jeton.relay.it;

import org.jspecify.annotations.NullMarked;
