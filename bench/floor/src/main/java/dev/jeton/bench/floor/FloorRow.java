package dev.jeton.bench.floor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** Of lookup's table what it takes to read one row: in a directory of made-up identifiers each has one. */
@Entity
@Immutable
@Table(name = "mapping")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class FloorRow {
    @Id
    @Column(name = "row_key")
    byte[] rowKey;

    @Column(name = "document")
    byte[] document;
}
