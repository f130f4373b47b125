/**
 * Secret keys in mounted files, one key in each: a directory is read again and again, and whoever reads the same files gets the
 * same keys from them.
 *
 * <p>A file is public but for the key, which is sealed under a mounted sealing key. What a file looks like, and which keys may
 * stand beside each other, the kind of key says ({@link dev.jeton.crypto.keyfiles.KeyFiles.Kind}).
 */
@NullMarked
package dev.jeton.crypto.keyfiles;

import org.jspecify.annotations.NullMarked;
