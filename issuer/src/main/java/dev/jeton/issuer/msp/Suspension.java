package dev.jeton.issuer.msp;

import java.time.Instant;

/** An operator's word that a provider must not ask: who said so, since when and why. */
public record Suspension(String operator, Instant since, String reason) {}
