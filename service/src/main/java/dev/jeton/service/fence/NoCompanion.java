package dev.jeton.service.fence;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** For services that keep nothing beside. */
@Singleton
@DefaultBean
class NoCompanion implements FenceCompanion {
    @Override
    public Optional<News> news() {
        return Optional.empty();
    }

    @Override
    public Uni<Void> joined(Mutiny.StatelessSession session, String arena) {
        return Uni.createFrom().voidItem();
    }
}
