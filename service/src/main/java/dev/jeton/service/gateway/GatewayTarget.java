package dev.jeton.service.gateway;

/**
 * Whom the gateway of a service leads to: the service itself. A service that can have a gateway has a bean of it.
 *
 * @param authority host, and {@code :port} unless 443, as clients write it
 */
public record GatewayTarget(String authority) {}
