// What the exchanges share: their count, and bytes as both sides see them.
import assert from 'node:assert/strict';

let held = 0;

/** One line for each exchange that holds; the first that does not ends the run. There is no way to skip one. */
export async function exchange(what, act) {
    try {
        await act();
    } catch (cause) {
        throw new Error(`BROKEN  ${what}`, { cause });
    }
    held++;
    console.error(`  ok  ${what}`);
}

export const count = () => held;

/** A copy with a buffer of its own: the library reads from the start of the buffer, wherever the view begins. */
export const bytes = (value) => Uint8Array.from(value);

export const hex = (value) => Buffer.from(value).toString('hex');

export const fromHex = (text) => bytes(Buffer.from(text, 'hex'));

export const utf8 = (text) => bytes(Buffer.from(text, 'utf8'));

export const base64url = (text) => bytes(Buffer.from(text, 'base64url'));

export const sha256 = async (value) => new Uint8Array(await crypto.subtle.digest('SHA-256', value));

export function assertSameBytes(actual, expected) {
    assert.equal(hex(actual), hex(expected));
}

export function withFlippedBit(value, index) {
    const flipped = bytes(value);
    flipped[index] ^= 1;
    return flipped;
}

/** `token` with one bit changed, once in each of its fields (RFC 9577, Section 2.2). */
export function* flippedTokens(token) {
    const fields = { nonce: 2, challenge_digest: 34, token_key_id: 66, authenticator: 98 };
    for (const [field, start] of Object.entries(fields)) {
        yield [field, withFlippedBit(token, start)];
    }
    yield ['last byte', withFlippedBit(token, token.length - 1)];
}
