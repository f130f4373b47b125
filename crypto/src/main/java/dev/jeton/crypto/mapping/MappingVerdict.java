package dev.jeton.crypto.mapping;

/** What {@link MappingVerifier} found: one of the two. */
public sealed interface MappingVerdict permits VerifiedMapping, RefusedDocument {}
