package dev.jeton.crypto.mapping;

/** What {@link RemovalVerifier} found: one of the two. */
public sealed interface RemovalVerdict permits VerifiedRemoval, RefusedDocument {}
