package dev.jeton.service.keys;

import java.net.URI;

/**
 * Where somebody publishes his keys. Those of his last URL are not those of his present one.
 *
 * @param publisher who he is; printed, as he is told in the event log
 */
public record KeySource<P>(P publisher, URI url) {}
