package dev.jeton.issuer.keys;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Gives way to any other bean of the type. */
@DefaultBean
@Singleton
class NothingToPrepare implements FirstUse {
    @Override
    public Uni<Void> prepare(EpochKey key) {
        return Uni.createFrom().voidItem();
    }
}
