// Token type 0x0001: single both ways with the library; amortized batches with its VOPRF, since version 0.9.0 has no
// messages for them and the framing of draft-ietf-privacypass-batched-tokens-07 is written here from the draft.
import assert from 'node:assert/strict';
import { TOKEN_TYPES, Token, TokenChallenge, privateVerif } from '@cloudflare/privacypass-ts';
import { DLEQProof, Evaluation, EvaluationRequest, Oprf, VOPRFClient, VOPRFServer } from '@cloudflare/voprf-ts';
import { assertSameBytes, bytes, exchange, flippedTokens, sha256, withFlippedBit } from './exchange.mjs';
import { ours, oursRefuses, oursVerifies } from './ours.mjs';

const { Client, Issuer, TokenRequest, VOPRF, verifyToken } = privateVerif;
const TYPE = TOKEN_TYPES.VOPRF;
const CHALLENGE = new TokenChallenge(TYPE.value, 'issuer.example', new Uint8Array(), ['dp.example']);
const ELEMENT_BYTES = 49;
const PROOF_BYTES = 96;
const BATCH = 7;

const theirsVerifies = (token, privateKey) => verifyToken(Token.deserialize(TYPE, token), privateKey);

/** Elements with their size in bytes before them, as a two-byte variable-length integer (RFC 9000, Section 16). */
function elementVector(elements) {
    const size = elements.length * ELEMENT_BYTES;
    assert(size >= 64 && size < 16384, 'two bytes is the shortest form');
    return bytes([0x40 | (size >> 8), size & 0xff, ...elements.flatMap((element) => [...element])]);
}

function readElementVector(encoded) {
    assert.equal(encoded[0] >> 6, 1);
    const size = ((encoded[0] & 0x3f) << 8) | encoded[1];
    const elements = [];
    for (let at = 2; at < 2 + size; at += ELEMENT_BYTES) {
        elements.push(VOPRF.group.desElt(encoded.slice(at, at + ELEMENT_BYTES)));
    }
    return [elements, encoded.slice(2 + size)];
}

/** An amortized batch of their client: the encoded request, and what makes tokens of the encoded response. */
export async function askForBatch(challenge, tokenKey, count) {
    const keyId = await sha256(tokenKey);
    const digest = await sha256(challenge.serialize());
    const inputs = Array.from({ length: count }, () =>
        bytes([0, TYPE.value, ...crypto.getRandomValues(new Uint8Array(32)), ...digest, ...keyId]),
    );
    const client = new VOPRFClient(VOPRF.suite, tokenKey);
    const [finalizeData, { blinded }] = await client.blind(inputs);
    const elements = elementVector(blinded.map((element) => element.serialize()));
    return {
        request: bytes([0, TYPE.value, keyId[31], ...elements]),
        async finish(response) {
            const [evaluated, encodedProof] = readElementVector(response);
            assert.equal(encodedProof.length, PROOF_BYTES);
            const proof = DLEQProof.deserialize(VOPRF.group.id, encodedProof);
            const evaluation = new Evaluation(Oprf.Mode.VOPRF, evaluated, proof);
            const outputs = await client.finalize(finalizeData, evaluation);
            assert.equal(outputs.length, count);
            return outputs.map((output, i) => bytes([...inputs[i], ...output]));
        },
    };
}

export async function voprf() {
    const challenge = CHALLENGE.serialize();
    const [ourKey, ourKeyId] = await ours('new-key', 1);
    const theirKey = await privateVerif.keyGen();
    const issuer = new Issuer('issuer.example', theirKey.privateKey, theirKey.publicKey);

    async function ask() {
        const client = new Client();
        const request = await client.createTokenRequest(CHALLENGE, ourKey);
        const [response] = await ours('issue', request.serialize());
        return { client, response };
    }

    await exchange('0x0001 key: both sides give both keys the same id', async () => {
        assertSameBytes(ourKeyId, await sha256(ourKey));
        const [encoded, keyId] = await ours('key', theirKey.publicKey);
        assertSameBytes(encoded, theirKey.publicKey);
        assertSameBytes(keyId, await issuer.tokenKeyID());
    });

    await exchange('0x0001 single: our issuer code answers their client and takes the token', async () => {
        const { client, response } = await ask();
        const token = (await client.finalize(client.deserializeTokenResponse(response))).serialize();
        assert.equal(await oursVerifies(ourKey, challenge, token), 'accepted');
    });
    await exchange('0x0001 single: our code takes no token of theirs with a flipped bit', async () => {
        const { client, response } = await ask();
        const token = (await client.finalize(client.deserializeTokenResponse(response))).serialize();
        for (const [field, flipped] of flippedTokens(token)) {
            assert.notEqual(await oursVerifies(ourKey, challenge, flipped), 'accepted', field);
        }
    });
    await exchange('0x0001 single: our code takes no token of theirs for another challenge or by another key', async () => {
        const elsewhere = new TokenChallenge(TYPE.value, 'issuer.example', new Uint8Array(), ['other.example']);
        const client = new Client();
        const request = await client.createTokenRequest(elsewhere, ourKey);
        const [response] = await ours('issue', request.serialize());
        const token = (await client.finalize(client.deserializeTokenResponse(response))).serialize();
        assert.equal(await oursVerifies(ourKey, elsewhere.serialize(), token), 'accepted');
        assert.equal(await oursVerifies(ourKey, challenge, token), 'wrong challenge');

        const forged = new Client();
        const forgedRequest = await forged.createTokenRequest(CHALLENGE, theirKey.publicKey);
        const forgedToken = (await forged.finalize(await issuer.issue(forgedRequest))).serialize();
        assert.equal(await oursVerifies(ourKey, challenge, forgedToken), 'invalid');
    });
    await exchange('0x0001 single: their client refuses a flipped bit in our proof, and our answer to somebody else', async () => {
        const first = await ask();
        const proofEnd = ELEMENT_BYTES + PROOF_BYTES - 1;
        await assert.rejects(
            first.client.finalize(first.client.deserializeTokenResponse(withFlippedBit(first.response, proofEnd))),
        );
        const second = await ask();
        await assert.rejects(second.client.finalize(second.client.deserializeTokenResponse((await ask()).response)));
    });
    await exchange('0x0001 request: our issuer code refuses another key, another type and what is no point', async () => {
        const request = (await new Client().createTokenRequest(CHALLENGE, ourKey)).serialize();
        await oursRefuses('truncated_token_key_id', 'issue', withFlippedBit(request, 2));
        await oursRefuses('token_type', 'issue', bytes([0, 5, ...request.slice(2)]));
        await oursRefuses('blinded_msg', 'issue', bytes([...request.slice(0, 3), 4, ...request.slice(4)]));
    });

    await exchange('0x0001 single: their issuer answers our client and takes the token; no flipped bit', async () => {
        const [request] = await ours('blind', theirKey.publicKey, challenge);
        const response = await issuer.issue(TokenRequest.deserialize(request));
        const [token] = await ours('finish', response.serialize());
        assertSameBytes(Token.deserialize(TYPE, token).serialize(), token);
        assert.equal(await theirsVerifies(token, theirKey.privateKey), true);
        for (const [field, flipped] of flippedTokens(token)) {
            assert.equal(await theirsVerifies(flipped, theirKey.privateKey), false, field);
        }
    });
    await exchange('0x0001 single: our client refuses a flipped bit in their proof', async () => {
        const [request] = await ours('blind', theirKey.publicKey, challenge);
        const response = (await issuer.issue(TokenRequest.deserialize(request))).serialize();
        await oursRefuses('proof', 'finish', withFlippedBit(response, response.length - 1));
    });

    await exchange(`0x0001 amortized batch of ${BATCH}: our issuer code answers their VOPRF and takes the tokens`, async () => {
        const batch = await askForBatch(CHALLENGE, ourKey, BATCH);
        const [response] = await ours('issue-batch', batch.request);
        for (const token of await batch.finish(response)) {
            assert.equal(await oursVerifies(ourKey, challenge, token), 'accepted');
        }
    });
    await exchange(`0x0001 amortized batch of ${BATCH}: their VOPRF refuses another order and a flipped bit in our proof`, async () => {
        const batch = await askForBatch(CHALLENGE, ourKey, BATCH);
        const [response] = await ours('issue-batch', batch.request);
        const [first, second, end] = [2, 2 + ELEMENT_BYTES, 2 + 2 * ELEMENT_BYTES];
        const swapped = [...response.slice(second, end), ...response.slice(first, second)];
        await assert.rejects(batch.finish(bytes([...response.slice(0, first), ...swapped, ...response.slice(end)])));
        await assert.rejects(batch.finish(withFlippedBit(response, response.length - 1)));
    });
    await exchange(`0x0001 amortized batch of ${BATCH}: their VOPRF answers our client and takes the tokens`, async () => {
        const [request] = await ours('blind-batch', theirKey.publicKey, challenge, BATCH);
        assertSameBytes(request.slice(0, 3), [0, TYPE.value, (await issuer.tokenKeyID())[31]]);
        const [blinded, rest] = readElementVector(request.slice(3));
        assert.equal(rest.length, 0);
        const server = new VOPRFServer(VOPRF.suite, theirKey.privateKey);
        const evaluation = await server.blindEvaluate(new EvaluationRequest(blinded));
        const elements = elementVector(evaluation.evaluated.map((element) => element.serialize()));
        const tokens = await ours('finish', bytes([...elements, ...evaluation.proof.serialize()]));
        assert.equal(tokens.length, BATCH);
        for (const token of tokens) {
            assert.equal(await theirsVerifies(token, theirKey.privateKey), true);
        }
    });
    await exchange('0x0001 and 0x0002: neither side takes one for the other', async () => {
        const { client, response } = await ask();
        const token = (await client.finalize(client.deserializeTokenResponse(response))).serialize();
        await oursRefuses('authenticator', 'verify', ourKey, challenge, bytes([0, 2, ...token.slice(2)]));
        assert.throws(() => Token.deserialize(TOKEN_TYPES.BLIND_RSA, token));
        const [rsaKey] = await ours('new-key', 2);
        assert.equal(await oursVerifies(rsaKey, challenge, token), 'invalid');
    });
}
