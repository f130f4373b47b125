package dev.jeton.service.audit;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code audit_trail}; the database numbers and dates it. */
@Entity
@Table(name = "audit_trail")
class AuditRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "at", insertable = false)
    @Nullable
    Instant at;

    @Column(name = "operator")
    String operator;

    @Column(name = "action")
    String action;

    @Column(name = "subject")
    String subject;

    @Column(name = "reason")
    String reason;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    AuditRow() {}

    static AuditRow of(OperatorAction action) {
        AuditRow row = new AuditRow();
        row.operator = action.operator();
        row.action = action.action();
        row.subject = action.subject();
        row.reason = action.reason();
        return row;
    }

    AuditTrail.Entry entry() {
        return new AuditTrail.Entry(requireNonNull(at), new OperatorAction(operator, action, subject, reason));
    }
}
