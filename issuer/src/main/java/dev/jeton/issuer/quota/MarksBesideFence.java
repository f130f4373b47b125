package dev.jeton.issuer.quota;

import dev.jeton.issuer.quota.HighWaterMarks.Mark;
import dev.jeton.service.fence.FenceCompanion;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the high-water marks beside the fence's records: whoever serves an arming knows those of all who served before. */
@Singleton
class MarksBesideFence implements FenceCompanion {
    private final QuotaTables tables;
    private final HighWaterMarks marks;

    MarksBesideFence(QuotaTables tables, HighWaterMarks marks) {
        this.tables = tables;
        this.marks = marks;
    }

    /** What was acknowledged before a report that closes has its mark by now. */
    @Override
    public Optional<News> news() {
        List<Mark> raised = marks.unstored();
        return raised.isEmpty() ? Optional.empty() : Optional.of(new Raised(raised));
    }

    @Override
    public Uni<Void> joined(Mutiny.StatelessSession session, String arena) {
        return tables.marks(session, arena).invoke(marks::stored).replaceWithVoid();
    }

    private final class Raised implements News {
        private final List<Mark> raised;

        Raised(List<Mark> raised) {
            this.raised = raised;
        }

        @Override
        public Uni<Void> write(Mutiny.StatelessSession session) {
            return tables.raise(session, raised);
        }

        @Override
        public void written() {
            marks.stored(raised);
        }
    }
}
