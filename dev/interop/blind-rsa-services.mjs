// The library as a client of the running issuer and of the running discovery provider, over TLS 1.3, as an app would.
import assert from 'node:assert/strict';
import {
    MediaType,
    TOKEN_TYPES,
    Token,
    WWWAuthenticateHeader,
    genericBatched,
    getIssuerUrl,
    privateVerif,
    publicVerif,
    sendTokenRequest,
} from '@cloudflare/privacypass-ts';
import { assertOnlyGenuineTokensVerify, theirsVerifies } from './blind-rsa.mjs';
import { assertSameBytes, bytes, exchange, flippedTokens, sha256 } from './exchange.mjs';
import { ours } from './ours.mjs';
import {
    ISSUER,
    NOBODY,
    NOBODY_ELSE,
    assertLookup,
    authority,
    bearer,
    lookup,
    newChallenge,
    signingKey,
} from './services.mjs';

const TYPE = TOKEN_TYPES.BLIND_RSA;

const readToken = (encoded) => Token.deserialize(TYPE, encoded);

export async function blindRsaServices() {
    const { tokenKey, epoch } = await signingKey(TYPE);
    const requestUrl = await getIssuerUrl(authority(ISSUER));
    const challenge = newChallenge(TYPE);

    const newClient = () => new publicVerif.Client(publicVerif.BlindRSAMode.PSS);

    /** One token through the library's own HTTP. */
    async function buy(forChallenge = challenge) {
        const client = newClient();
        const request = await client.createTokenRequest(forChallenge, tokenKey);
        const answer = await sendTokenRequest(request.serialize(), requestUrl, await bearer(epoch));
        return client.finalize(client.deserializeTokenResponse(answer));
    }

    /** The answer to a generic batch, for which the library has messages and no HTTP. */
    async function sendBatch(requests) {
        const batch = new genericBatched.Client().createTokenRequest(
            requests.map((request) => new genericBatched.TokenRequest(request)),
        );
        const headers = await bearer(epoch);
        headers.set('content-type', MediaType.GENERIC_BATCHED_TOKEN_REQUEST);
        const answer = await fetch(requestUrl, { method: 'POST', headers, body: batch.serialize() });
        assert.equal(answer.headers.get('content-type'), MediaType.GENERIC_BATCHED_TOKEN_RESPONSE);
        const body = bytes(Buffer.from(await answer.arrayBuffer()));
        const responses = new genericBatched.Client().deserializeTokenResponse(body);
        assertSameBytes(responses.serialize(), body);
        return { status: answer.status, responses: responses.tokenResponses.map((each) => each.tokenResponse) };
    }

    await exchange('issuer directory: they find where to ask, and the key that they ask for', async () => {
        assert.equal(requestUrl, `${ISSUER}/token-request`);
        const spki = publicVerif.convertEncToRSASSAPSS(publicVerif.convertRSASSAPSSToEnc(tokenKey));
        assertSameBytes(spki, tokenKey);
    });
    await exchange('WWW-Authenticate: they read the challenge and key of a refusal, and they are the computed ones', async () => {
        const refused = await lookup(NOBODY);
        assert.equal(refused.outcome, 'token-missing');
        const [served, ...others] = WWWAuthenticateHeader.parse(refused.challenges);
        assert.equal(others.length, 0);
        assertSameBytes(served.challenge.serialize(), challenge.serialize());
        assertSameBytes(served.tokenKey, tokenKey);
    });

    await exchange('0x0002 single: issuer answers them, lookup takes the token for one question', async () => {
        const token = await buy();
        assertSameBytes(token.authInput.challengeDigest, await sha256(challenge.serialize()));
        await assertOnlyGenuineTokensVerify(token.serialize(), tokenKey);
        await assertLookup(NOBODY, token, 'answered');
        await assertLookup(NOBODY, token, 'answered'); // The same question again: a lost answer.
        await assertLookup(NOBODY_ELSE, token, 'token-spent');
    });
    await exchange('0x0002 single: lookup takes no token with a flipped bit', async () => {
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
    await exchange('0x0002 single: lookup takes no token for another DP', async () => {
        const elsewhere = newChallenge(TYPE, 'other.example');
        await assertLookup(NOBODY, await buy(elsewhere), 'token-wrong-challenge');
    });
    await exchange('0x0002 single: issuer refuses another key and no attestation', async () => {
        const request = await newClient().createTokenRequest(challenge, tokenKey);
        await assert.rejects(sendTokenRequest(request.serialize(), requestUrl), /code:401 .*attestation-missing/);
        request.truncatedTokenKeyId ^= 1;
        await assert.rejects(
            sendTokenRequest(request.serialize(), requestUrl, await bearer(epoch)),
            /code:422 .*token-key-not-signing/,
        );
    });
    await exchange('0x0002 generic batch of 20: issuer answers them, lookup takes the tokens', async () => {
        const clients = Array.from({ length: 20 }, newClient);
        const requests = await Promise.all(clients.map((client) => client.createTokenRequest(challenge, tokenKey)));
        const { status, responses } = await sendBatch(requests);
        assert.equal(status, 200);
        const tokens = await Promise.all(clients.map((client, i) => client.finalize(responses[i])));
        for (const token of tokens) {
            assert.equal(await theirsVerifies(token.serialize(), tokenKey), true);
        }
        await assertLookup(NOBODY, tokens[0], 'answered');
        await assertLookup(NOBODY, tokens[19], 'answered');
    });
    await exchange('0x0002 generic batch: they see which element our issuer did not sign', async () => {
        const clients = Array.from({ length: 3 }, newClient);
        const requests = await Promise.all(clients.map((client) => client.createTokenRequest(challenge, tokenKey)));
        requests[1].truncatedTokenKeyId ^= 1;
        const { status, responses } = await sendBatch(requests);
        assert.equal(status, 206);
        assert.equal(responses[1], null);
        await assertLookup(NOBODY, await clients[2].finalize(responses[2]), 'answered');
    });
    await exchange('SDK: they verify the tokens that our client got; no flipped bit does', async () => {
        const tokens = await ours('sdk-tokens', 3);
        assert.equal(tokens.length, 3);
        for (const token of tokens) {
            assertSameBytes(readToken(token).serialize(), token);
            await assertOnlyGenuineTokensVerify(token, tokenKey);
        }
    });
    await exchange('0x0001: a DP of 0x0002 takes no such token, and an issuer without it makes none', async () => {
        const keys = await privateVerif.keyGen();
        const client = new privateVerif.Client();
        const request = await client.createTokenRequest(newChallenge(TOKEN_TYPES.VOPRF), keys.publicKey);
        await assert.rejects(
            sendTokenRequest(request.serialize(), requestUrl, await bearer(epoch)),
            /code:422 .*token-type-unsupported/,
        );
        const issuer = new privateVerif.Issuer(authority(ISSUER), keys.privateKey, keys.publicKey);
        const token = await client.finalize(await issuer.issue(request));
        await assertLookup(NOBODY, token, 'token-unknown-key');
    });
}
