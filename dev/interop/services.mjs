// The running issuer and discovery provider, over TLS 1.3, as an app would reach them.
import assert from 'node:assert/strict';
import { AuthorizationHeader, PRIVATE_TOKEN_ISSUER_DIRECTORY, TokenChallenge } from '@cloudflare/privacypass-ts';
import { base64url } from './exchange.mjs';

export const NOBODY = 'tel:+12025550143';
export const NOBODY_ELSE = 'tel:+12025550144';

/** Where everything is, and a user of the toy MSP. */
export const { ISSUER } = process.env;
const { DP, MSP_ATTESTATIONS, MSP_USER, MSP_PASSWORD } = process.env;

export const authority = (url) => new URL(url).host;

/** What a token for our DP is good for, or for another. */
export function newChallenge(type, originInfo = authority(DP)) {
    return new TokenChallenge(type.value, authority(ISSUER), new Uint8Array(), [originInfo]);
}

/** The first key of `type` in the issuer's directory, and the epoch that it serves. */
export async function signingKey(type) {
    const directory = await (await fetch(ISSUER + PRIVATE_TOKEN_ISSUER_DIRECTORY)).json();
    const key = directory['token-keys'].find((each) => each['token-type'] === type.value);
    return { tokenKey: base64url(key['token-key']), epoch: key['not-before'] };
}

/** The header of somebody whom the toy MSP attests. */
export async function bearer(epoch) {
    const answer = await fetch(MSP_ATTESTATIONS, {
        method: 'POST',
        headers: {
            'content-type': 'application/json',
            authorization: 'Basic ' + Buffer.from(`${MSP_USER}:${MSP_PASSWORD}`).toString('base64'),
        },
        body: JSON.stringify({ issuer: ISSUER, epoch }),
    });
    assert.equal(answer.status, 200);
    return new Headers({ authorization: `Bearer ${await answer.text()}` });
}

/** Asks for `csi`, without a query proof: the library's nonces are random, and the entry DP answers them alone. */
export async function lookup(csi, authorization) {
    const answer = await fetch(`${DP}/v1/lookups`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify({ csi }),
    });
    const { type = 'answered' } = await answer.json();
    return {
        outcome: type.replace('urn:jeton:problem:', ''),
        challenges: answer.headers.get('www-authenticate') ?? '',
    };
}

export async function assertLookup(csi, token, expected) {
    const { outcome } = await lookup(csi, new AuthorizationHeader(token).toString(true));
    assert.equal(outcome, expected);
}
