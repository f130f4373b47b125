package dev.jeton.issuer.keys;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code epoch_key}: the sealed columns are empty once the key has signed for the last time, or is retired. */
@Entity
@Table(name = "epoch_key")
class EpochKeyRow {
    @Id
    @Column(name = "not_before")
    long notBefore;

    @Column(name = "ends")
    long ends;

    @Column(name = "not_after")
    long notAfter;

    @Column(name = "public_key")
    byte[] publicKey;

    @Column(name = "sealed_signing_key")
    byte @Nullable [] sealedSigningKey;

    @Column(name = "sealed_quota_key")
    byte @Nullable [] sealedQuotaKey;

    @Column(name = "retired")
    boolean retired;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    EpochKeyRow() {}

    Epoch epoch() {
        return Epoch.ofSeconds(notBefore, ends, notAfter);
    }

    TokenKeyId keyId() {
        return TokenPublicKey.parse(Bytes.of(publicKey)).keyId();
    }

    /** Whether a request that names {@code id} may mean this row's key. */
    boolean answersTo(TruncatedTokenKeyId id) {
        return sealedSigningKey != null && keyId().truncated().equals(id);
    }

    EpochSummary summary() {
        return new EpochSummary(epoch(), keyId(), retired);
    }

    void retire(Instant now) {
        retired = true;
        ends = epoch().endedAt(now).end().getEpochSecond();
        sealedSigningKey = null;
        sealedQuotaKey = null;
    }

    /** Whether {@link KeyStore#destroy} would change this row. */
    boolean isDue(Instant now) {
        Epoch epoch = epoch();
        return !now.isBefore(epoch.notAfter()) || (sealedSigningKey != null && !now.isBefore(epoch.signsUntil()));
    }
}
