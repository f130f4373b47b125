/**
 * Secret keys of an Oblivious HTTP gateway in mounted files, one in each, with the time in which it opens requests.
 *
 * <p>A file is public but for the key, which is sealed under a mounted sealing key that is used for nothing else. A file that
 * was changed, or whose key was sealed for another life, does not open. Which key is offered, and whether one is valid now, is
 * asked elsewhere.
 *
 * <p>HPKE has no forward secrecy: whoever gets a key opens all requests that were ever sealed to it, and the answers to them.
 * So a key lives for days, and its file is to be deleted when it has ended.
 */
@NullMarked
package dev.jeton.crypto.ohttpkeys;

import org.jspecify.annotations.NullMarked;
