package dev.jeton.service.fence;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a service keeps beside the fence's records, about the same arenas. A service that does has a bean of it: news are
 * written in the transaction that may close this process' member, and who joins reads in the transaction that joins. So
 * whoever serves an arming knows all that is kept by those who have closed before it began.
 */
public interface FenceCompanion {
    /** What the store lacks; asked after the reports have been taken that it is written with. */
    Optional<News> news();

    /** This process has become a member of {@code arena}, if the transaction of {@code session} is committed. */
    Uni<Void> joined(Mutiny.StatelessSession session, String arena);

    /** Something to be written. */
    interface News {
        Uni<Void> write(Mutiny.StatelessSession session);

        /** The transaction is committed. */
        void written();
    }
}
