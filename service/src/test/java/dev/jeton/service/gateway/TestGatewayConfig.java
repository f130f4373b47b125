package dev.jeton.service.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A gateway's settings: the defaults, but for the size of answers. */
record TestGatewayConfig(long answerBytes) implements GatewayConfig {
    @Override
    public Optional<Path> keyDirectory() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> sealingKeyFile() {
        return Optional.empty();
    }

    @Override
    public Duration refreshEvery() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration keysMaxAge() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration dateWindow() {
        return Duration.ofMinutes(2);
    }

    @Override
    public int maxRemembered() {
        return 1_000_000;
    }

    @Override
    public MemorySize answerSize() {
        return new MemorySize(BigInteger.valueOf(answerBytes));
    }

    @Override
    public Duration answerAfter() {
        return Duration.ZERO;
    }

    @Override
    public int maxWaiting() {
        return 4096;
    }
}
