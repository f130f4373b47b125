package dev.jeton.crypto.discovery;

import dev.jeton.crypto.csi.Authority;

/** What became of the question at one discovery provider. */
public record SourceResult(Authority dp, SourceOutcome outcome) {}
