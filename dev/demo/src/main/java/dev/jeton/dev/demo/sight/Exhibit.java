package dev.jeton.dev.demo.sight;

/**
 * Something that a party, or a thief in its house, can read.
 *
 * @param party whose it is
 * @param place what it is: {@code log}, {@code PostgreSQL}
 * @param content its bytes; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes that are read once and never compared.
public record Exhibit(String party, String place, byte[] content) {}
