// Token type 0x0002: the library as issuer of our client, as verifier of our client's tokens, and key for key.
import assert from 'node:assert/strict';
import { TOKEN_TYPES, Token, TokenChallenge, genericBatched, publicVerif } from '@cloudflare/privacypass-ts';
import { assertSameBytes, exchange, flippedTokens, sha256, withFlippedBit } from './exchange.mjs';
import { ours, oursRefuses, oursVerifies } from './ours.mjs';

const { BlindRSAMode, Client, Issuer, Origin, TokenRequest, convertEncToRSASSAPSS, convertRSASSAPSSToEnc } = publicVerif;
const TYPE = TOKEN_TYPES.BLIND_RSA;
const ORIGIN = new Origin(BlindRSAMode.PSS, ['dp.example']);
const CHALLENGE = ORIGIN.createTokenChallenge('issuer.example', new Uint8Array());

/** The key that WebCrypto verifies with, from the bytes that an issuer publishes. */
export function verificationKey(tokenKey) {
    return crypto.subtle.importKey('spki', convertRSASSAPSSToEnc(tokenKey), publicVerif.BLIND_RSA.rsaParams, true, [
        'verify',
    ]);
}

/** What the library makes of an encoded token. */
export async function theirsVerifies(token, tokenKey) {
    return ORIGIN.verify(Token.deserialize(TYPE, token), await verificationKey(tokenKey));
}

export async function assertOnlyGenuineTokensVerify(token, tokenKey) {
    assert.equal(await theirsVerifies(token, tokenKey), true);
    for (const [field, flipped] of flippedTokens(token)) {
        assert.equal(await theirsVerifies(flipped, tokenKey), false, field);
    }
}

export async function blindRsa() {
    const keys = await Issuer.generateKey(BlindRSAMode.PSS, {
        modulusLength: 2048,
        publicExponent: Uint8Array.from([1, 0, 1]),
    });
    const issuer = new Issuer(BlindRSAMode.PSS, 'issuer.example', keys.privateKey, keys.publicKey);
    const tokenKey = await publicVerif.getPublicKeyBytes(keys.publicKey);
    const challenge = CHALLENGE.serialize();

    await exchange('0x0002 key: ours reads the bytes of theirs, writes the same, and gives it the same id', async () => {
        const [encoded, keyId] = await ours('key', tokenKey);
        assertSameBytes(encoded, tokenKey);
        assertSameBytes(keyId, await issuer.tokenKeyID());
    });
    await exchange('0x0002 key: theirs rewrites ours to the same bytes', async () => {
        const [ourKey, keyId] = await ours('new-key', 2);
        assertSameBytes(convertEncToRSASSAPSS(convertRSASSAPSSToEnc(ourKey)), ourKey);
        assertSameBytes(keyId, await sha256(ourKey));
    });
    await exchange('challenge: both sides write the same bytes for the same names', async () => {
        const [encoded] = await ours('challenge', 2, Buffer.from('issuer.example'), Buffer.from('dp.example'));
        assertSameBytes(encoded, challenge);
        assertSameBytes(TokenChallenge.deserialize(encoded).serialize(), challenge);
    });

    await exchange('0x0002 single: their issuer answers our client, and both verify; no flipped bit does', async () => {
        const [request] = await ours('blind', tokenKey, challenge);
        const response = await issuer.issue(TokenRequest.deserialize(publicVerif.BLIND_RSA, request));
        const [token] = await ours('finish', response.serialize());
        assertSameBytes(Token.deserialize(TYPE, token).serialize(), token);
        await assertOnlyGenuineTokensVerify(token, tokenKey);
        assert.equal(await oursVerifies(tokenKey, challenge, token), 'accepted');
    });
    await exchange('0x0002 single: our client refuses a flipped bit in their answer', async () => {
        const [request] = await ours('blind', tokenKey, challenge);
        const response = await issuer.issue(TokenRequest.deserialize(publicVerif.BLIND_RSA, request));
        await oursRefuses('blind_sig', 'finish', withFlippedBit(response.serialize(), 255));
    });
    await exchange('0x0002 generic batch of 10: their issuer answers our client, and both verify', async () => {
        const [request] = await ours('blind-batch', tokenKey, challenge, 10);
        const batch = genericBatched.BatchedTokenRequest.deserialize(request);
        assertSameBytes(batch.serialize(), request);
        const response = await new genericBatched.Issuer(issuer).issue(batch);
        const tokens = await ours('finish', response.serialize());
        assert.equal(tokens.length, 10);
        for (const token of tokens) {
            assert.equal(await theirsVerifies(token, tokenKey), true);
            assert.equal(await oursVerifies(tokenKey, challenge, token), 'accepted');
        }
    });

    await exchange('0x0002 single: our issuer code answers their client, and both verify; no flipped bit does', async () => {
        const [ourKey] = await ours('new-key', 2);
        const client = new Client(BlindRSAMode.PSS);
        const request = await client.createTokenRequest(CHALLENGE, ourKey);
        const [response] = await ours('issue', request.serialize());
        const token = (await client.finalize(client.deserializeTokenResponse(response))).serialize();
        await assertOnlyGenuineTokensVerify(token, ourKey);
        assert.equal(await oursVerifies(ourKey, challenge, token), 'accepted');
        for (const [field, flipped] of flippedTokens(token)) {
            assert.notEqual(await oursVerifies(ourKey, challenge, flipped), 'accepted', field);
        }
    });
    await exchange('0x0002 single: their client refuses a flipped bit in our answer', async () => {
        const [ourKey] = await ours('new-key', 2);
        const client = new Client(BlindRSAMode.PSS);
        const request = await client.createTokenRequest(CHALLENGE, ourKey);
        const [response] = await ours('issue', request.serialize());
        await assert.rejects(client.finalize(client.deserializeTokenResponse(withFlippedBit(response, 255))));
    });
}
