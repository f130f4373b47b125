// The PrivateToken scheme (RFC 9577, Section 2): each side reads what the other writes.
import assert from 'node:assert/strict';
import {
    AuthorizationHeader,
    TOKEN_TYPES,
    Token,
    TokenChallenge,
    WWWAuthenticateHeader,
    privateVerif,
} from '@cloudflare/privacypass-ts';
import { assertSameBytes, bytes, exchange, utf8 } from './exchange.mjs';
import { ours, oursRefuses } from './ours.mjs';

const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const text = (value) => Buffer.from(value).toString();

function randomToken(type) {
    return Token.deserialize(type, bytes([0, type.value, ...random(96 + type.Nk)]));
}

export async function headers() {
    const challenges = [
        new TokenChallenge(2, 'issuer.example', new Uint8Array(), ['dp.example']),
        new TokenChallenge(1, 'issuer.example:9443', random(32), ['dp.example:8443']),
        new TokenChallenge(2, 'i', random(32), undefined),
    ];

    await exchange('WWW-Authenticate: they read ours', async () => {
        for (const challenge of challenges) {
            const key = random(50);
            const [header] = await ours('print-challenge', challenge.serialize(), key);
            const [read] = WWWAuthenticateHeader.parse(text(header));
            assertSameBytes(read.challenge.serialize(), challenge.serialize());
            assertSameBytes(read.tokenKey, key);
        }
    });
    await exchange('WWW-Authenticate: ours reads theirs, alone and as a list', async () => {
        const written = challenges.map((challenge) => new WWWAuthenticateHeader(challenge, random(50), 10));
        const header = written.map((each) => each.toString(true)).join(', ');
        const read = await ours('parse-challenges', utf8(header));
        assert.equal(read.length, 2 * written.length);
        for (const [i, each] of written.entries()) {
            assertSameBytes(read[2 * i], each.challenge.serialize());
            assertSameBytes(read[2 * i + 1], each.tokenKey);
        }
    });
    await exchange('Authorization: they read ours, ours reads theirs, for both types', async () => {
        for (const type of [TOKEN_TYPES.VOPRF, TOKEN_TYPES.BLIND_RSA]) {
            const token = randomToken(type);
            const [header] = await ours('print-credentials', token.serialize());
            const [read] = AuthorizationHeader.parse(type, text(header));
            assertSameBytes(read.token.serialize(), token.serialize());
            const theirs = new AuthorizationHeader(token).toString(true);
            const [parsed] = await ours('parse-credentials', utf8(theirs));
            assertSameBytes(parsed, token.serialize());
        }
    });
    await exchange('Authorization: ours refuses their default form where padding stands without quotes', async () => {
        // 146 bytes end in "=", which RFC 9110 allows in a quoted string only. 354 bytes need no padding.
        const padded = new AuthorizationHeader(randomToken(privateVerif.VOPRF)).toString();
        await oursRefuses('Authorization', 'parse-credentials', utf8(padded));
        const token = randomToken(TOKEN_TYPES.BLIND_RSA);
        const [parsed] = await ours('parse-credentials', utf8(new AuthorizationHeader(token).toString()));
        assertSameBytes(parsed, token.serialize());
    });
}
