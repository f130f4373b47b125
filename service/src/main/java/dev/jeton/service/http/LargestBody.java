package dev.jeton.service.http;

/**
 * The largest request body that any resource of a service reads, in bytes. Each service has a bean of it: requests that
 * announce more are refused before a resource is looked for.
 */
public record LargestBody(long bytes) {}
