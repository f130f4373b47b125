// Token type 0x0001 where issuer and discovery provider are one domain: the library against the running services.
import assert from 'node:assert/strict';
import { TOKEN_TYPES, Token, getIssuerUrl, privateVerif, publicVerif, sendTokenRequest } from '@cloudflare/privacypass-ts';
import { exchange, bytes, flippedTokens } from './exchange.mjs';
import { ISSUER, NOBODY, NOBODY_ELSE, assertLookup, authority, bearer, newChallenge, signingKey } from './services.mjs';
import { askForBatch } from './voprf.mjs';

const TYPE = TOKEN_TYPES.VOPRF;
const AMORTIZED = 'application/private-token-amortized-batch';

const readToken = (encoded) => Token.deserialize(TYPE, encoded);

export async function voprfServices() {
    const { tokenKey, epoch } = await signingKey(TYPE);
    const requestUrl = await getIssuerUrl(authority(ISSUER));
    const challenge = newChallenge(TYPE);

    /** One token through the library's own HTTP. */
    async function buy(forChallenge = challenge) {
        const client = new privateVerif.Client();
        const request = await client.createTokenRequest(forChallenge, tokenKey);
        const answer = await sendTokenRequest(request.serialize(), requestUrl, await bearer(epoch));
        return client.finalize(client.deserializeTokenResponse(answer));
    }

    await exchange('0x0001 single: issuer answers them, lookup takes the token for one question', async () => {
        const token = await buy();
        await assertLookup(NOBODY, token, 'answered');
        await assertLookup(NOBODY, token, 'answered'); // The same question again: a lost answer.
        await assertLookup(NOBODY_ELSE, token, 'token-spent');
    });
    await exchange('0x0001 single: lookup takes no token with a flipped bit', async () => {
        const token = await buy();
        const expected = {
            nonce: 'token-invalid',
            challenge_digest: 'token-wrong-challenge',
            token_key_id: 'token-unknown-key',
            authenticator: 'token-invalid',
            'last byte': 'token-invalid',
        };
        for (const [field, flipped] of flippedTokens(token.serialize())) {
            await assertLookup(NOBODY, readToken(flipped), expected[field]);
        }
        await assertLookup(NOBODY, token, 'answered');
    });
    await exchange('0x0001 single: lookup takes no token for another DP', async () => {
        await assertLookup(NOBODY, await buy(newChallenge(TYPE, 'other.example')), 'token-wrong-challenge');
    });
    await exchange('0x0001 single: issuer refuses another key', async () => {
        const request = await new privateVerif.Client().createTokenRequest(challenge, tokenKey);
        request.truncatedTokenKeyId ^= 1;
        await assert.rejects(
            sendTokenRequest(request.serialize(), requestUrl, await bearer(epoch)),
            /code:422 .*token-key-not-signing/,
        );
    });
    await exchange('0x0001 amortized batch of 20: issuer answers their VOPRF, lookup takes the tokens', async () => {
        const batch = await askForBatch(challenge, tokenKey, 20);
        const headers = await bearer(epoch);
        headers.set('content-type', `${AMORTIZED}-request`);
        const answer = await fetch(requestUrl, { method: 'POST', headers, body: batch.request });
        assert.equal(answer.status, 200);
        assert.equal(answer.headers.get('content-type'), `${AMORTIZED}-response`);
        const tokens = await batch.finish(bytes(Buffer.from(await answer.arrayBuffer())));
        await assertLookup(NOBODY, readToken(tokens[0]), 'answered');
        await assertLookup(NOBODY, readToken(tokens[19]), 'answered');
    });
    await exchange('0x0002: a DP of 0x0001 takes no such token, although its issuer makes them', async () => {
        const signing = await signingKey(TOKEN_TYPES.BLIND_RSA);
        const client = new publicVerif.Client(publicVerif.BlindRSAMode.PSS);
        const request = await client.createTokenRequest(newChallenge(TOKEN_TYPES.BLIND_RSA), signing.tokenKey);
        const answer = await sendTokenRequest(request.serialize(), requestUrl, await bearer(signing.epoch));
        const token = await client.finalize(client.deserializeTokenResponse(answer));
        await assertLookup(NOBODY, token, 'token-unknown-key');
    });
}
