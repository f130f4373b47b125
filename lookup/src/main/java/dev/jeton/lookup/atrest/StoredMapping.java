package dev.jeton.lookup.atrest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import org.hibernate.annotations.Immutable;

/** One row, for reading: {@link MappingStore} writes with SQL of its own, where the database decides who wins. */
@Entity
@Immutable
@Table(name = "mapping")
@IdClass(StoredMapping.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields; every column is NOT NULL.
class StoredMapping {
    @Id
    @Column(name = "row_key")
    byte[] rowKey;

    @Id
    @Column(name = "owner_key")
    byte[] ownerKey;

    @Column(name = "outer_key_id")
    short outerKeyId;

    @Column(name = "seq")
    long seq;

    @Column(name = "attested_at")
    long attestedAt;

    @Column(name = "listed")
    boolean listed;

    @Column(name = "expires_on")
    LocalDate expiresOn;

    @Column(name = "document")
    byte[] document;

    /** The primary key, as JPA wants it: a class with value equality. */
    @SuppressWarnings("NullAway.Init")
    static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        byte[] rowKey;
        byte[] ownerKey;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Arrays.equals(rowKey, that.rowKey)
                    && Arrays.equals(ownerKey, that.ownerKey);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(rowKey) + Arrays.hashCode(ownerKey);
        }
    }
}
