// @hpke/core and bhttp-js as a client of the running relays, and through them of the running discovery provider.
import assert from 'node:assert/strict';
import { AuthorizationHeader, TOKEN_TYPES, getIssuerUrl, publicVerif, sendTokenRequest } from '@cloudflare/privacypass-ts';
import { assertSameBytes, bytes, exchange, withFlippedBit } from './exchange.mjs';
import { decoder, encapsulate, encoder } from './ohttp.mjs';
import { ISSUER, authority, bearer, newChallenge, signingKey } from './services.mjs';

const { DP, RELAY, MIRROR, PUBLISHED } = process.env;

const KEYS = `${DP}/.well-known/ohttp-gateway`;
const KEY_PROBLEM = 'https://iana.org/assignments/http-problem-types#ohttp-key';
const SEALED_ANSWER = 'message/ohttp-res';
const SMALLEST_ANSWER = 16 * 1024 + 32; // What answers are padded to, and what sealing adds.

const ok = async (answer, mediaType) => {
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), mediaType);
    return bytes(Buffer.from(await answer.arrayBuffer()));
};

/** The key configuration as the mirror at `relay` has it: the gateway's own response, as binary HTTP. */
async function keysFrom(relay) {
    const answer = await fetch(`${relay}/mirror?target=${encodeURIComponent(KEYS)}`, {
        headers: { accept: 'message/bhttp' },
    });
    const copy = decoder.decodeResponse((await ok(answer, 'message/bhttp')).buffer);
    return ok(copy, 'application/ohttp-keys');
}

async function newToken() {
    const { tokenKey, epoch } = await signingKey(TOKEN_TYPES.BLIND_RSA);
    const client = new publicVerif.Client(publicVerif.BlindRSAMode.PSS);
    const request = await client.createTokenRequest(newChallenge(TOKEN_TYPES.BLIND_RSA), tokenKey);
    const requestUrl = await getIssuerUrl(authority(ISSUER));
    const token = await client.finalize(
        client.deserializeTokenResponse(await sendTokenRequest(request.serialize(), requestUrl, await bearer(epoch))),
    );
    return new AuthorizationHeader(token).toString(true);
}

/** A question, with more fields than its type. */
function question(csi, headers) {
    return encoder.encodeRequest(
        new Request(`${DP}/v1/lookups`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ csi }),
        }),
    );
}

const send = (encapsulated) =>
    fetch(`${RELAY}/ohttp/dp`, {
        method: 'POST',
        headers: { 'content-type': 'message/ohttp-req' },
        body: encapsulated,
    });

export async function ohttpServices() {
    let keyConfigs;

    /** The opened answer, whatever its status; the relay sees that of every answer. */
    async function answerTo(client) {
        const sealed = await ok(await send(client.encapsulated), SEALED_ANSWER);
        assert.equal(sealed.length, SMALLEST_ANSWER);
        const answer = decoder.decodeResponse(bytes(await client.open(sealed)).buffer);
        return { status: answer.status, headers: answer.headers, json: await answer.json() };
    }

    const ask = async (csi, headers) => answerTo(await encapsulate(keyConfigs, await question(csi, headers)));

    const assertRefused = ({ status, json }, expectedStatus, type) =>
        assert.equal(`${status} ${json.type}`, `${expectedStatus} ${type}`);

    await exchange('ohttp: they read the key configuration from the mirrors of two relays, and it is one', async () => {
        keyConfigs = await keysFrom(RELAY);
        assertSameBytes(await keysFrom(MIRROR), keyConfigs);
    });
    await exchange('ohttp: their lookup, sealed, through our relay: our gateway answers it for a token', async () => {
        const authorization = await newToken();
        const date = new Date().toUTCString();
        const found = await ask(PUBLISHED, { authorization, date });
        assert.equal(found.status, 200);
        assert.equal(found.json.mappings.length, 1);
        // A lost answer: the same question with the same token, sealed afresh. And another question.
        assert.deepEqual((await ask(PUBLISHED, { authorization, date })).json, found.json);
        assertRefused(await ask('tel:+12025550144', { authorization, date }), 401, 'urn:jeton:problem:token-spent');
    });
    await exchange('ohttp: the same encapsulation twice: our gateway refuses the second, sealed', async () => {
        const headers = { authorization: await newToken(), date: new Date().toUTCString() };
        const client = await encapsulate(keyConfigs, await question(PUBLISHED, headers));
        assert.equal((await answerTo(client)).status, 200);
        assertRefused(await answerTo(client), 409, 'urn:jeton:problem:request-replayed');
    });
    await exchange('ohttp: our gateway seals its refusals, and tells the time', async () => {
        const date = new Date().toUTCString();
        assertRefused(await ask(PUBLISHED, { date }), 401, 'urn:jeton:problem:token-missing');
        const undated = await ask(PUBLISHED, {});
        assertRefused(undated, 400, 'https://iana.org/assignments/http-problem-types#date');
        assert.ok(Math.abs(Date.parse(undated.headers.get('date')) - Date.now()) < 60_000);
    });
    await exchange('ohttp: what our gateway cannot open is refused in the clear, and our relay says so', async () => {
        const { encapsulated } = await encapsulate(keyConfigs, await question(PUBLISHED, {}));
        const refused = await send(withFlippedBit(encapsulated, encapsulated.length - 1));
        assertRefused({ status: refused.status, json: await refused.json() }, 400, KEY_PROBLEM);
    });
}
