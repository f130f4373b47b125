package dev.jeton.issuer.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Epochs and the keys that serve them. A change applies to epochs that have no key yet. */
@ConfigMapping(prefix = "jeton.issuer.keys")
interface EpochConfig {
    /**
     * File with the key under which the issuer's keys rest in PostgreSQL: 32 raw bytes, or their base64 in one line. A
     * file with another key than the one that wrapped them keeps the issuer from becoming ready.
     */
    Path encryptionKeyFile();

    /**
     * Files with keys under which some of the issuer's keys may rest as well; nothing is sealed under them. For the time in
     * which the key-encryption key is changed. Default: none.
     */
    Optional<List<Path>> additionalEncryptionKeyFiles();

    /**
     * How long one key signs, in whole seconds, aligned to the Unix epoch. At least 1 minute. Short epochs split the
     * senders into small crowds; long ones let tokens pile up.
     */
    @WithDefault("PT24H")
    Duration epochLength();

    /**
     * How long tokens of an epoch are still accepted after its end, in whole seconds. At least 5 minutes, since keys
     * sign that much longer; with {@code epoch-length} at most 30 days.
     */
    @WithDefault("PT24H")
    Duration grace();

    /**
     * How long before its epoch a key is published. At least two cache lifetimes of the directory, so that nobody meets
     * a key that is not in the directory he has; less than the epoch, so that every replica knows a key before the first
     * one publishes it.
     */
    @WithDefault("PT6H")
    Duration publishAhead();

    /**
     * How often the issuer reads its keys again and makes what is missing, from 1 second up; one query for some rows. A key
     * that another replica made or an operator retired is known here after this long.
     */
    @WithDefault("PT5S")
    Duration refreshEvery();
}
