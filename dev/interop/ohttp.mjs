// Oblivious HTTP between our code and @hpke/core with bhttp-js, both ways; what RFC 9458 puts around HPKE is written here from
// the RFC, with AES-128-GCM.
import assert from 'node:assert/strict';
import { hkdfSync } from 'node:crypto';
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { BHttpDecoder, BHttpEncoder } from 'bhttp-js';
import { assertSameBytes, bytes, exchange, utf8, withFlippedBit } from './exchange.mjs';
import { ours, oursRefuses } from './ours.mjs';

const SUITE = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
});
const ALGORITHMS = [0x00, 0x20, 0x00, 0x01, 0x00, 0x01]; // KEM, KDF and AEAD in a request's header
const HEADER_BYTES = 7;
const KEY_BYTES = 32;
const NONCE_BYTES = 16;
const THEIR_KEY_ID = 0x5a;
const TARGET = 'https://dp.example:8443/v1/lookups';
const CONTENT = utf8('{"csi":"tel:+14155550123"}');

export const encoder = new BHttpEncoder();
export const decoder = new BHttpDecoder();
const text = (value) => Buffer.from(value).toString('utf8');
const info = (header) => bytes([...utf8('message/bhttp request'), 0, ...header]);

/** Key and nonce of a response (RFC 9458, Section 4.4). */
async function responseCipher(context, enc, responseNonce, usage) {
    const secret = await context.export(utf8('message/bhttp response'), NONCE_BYTES);
    const salt = bytes([...enc, ...responseNonce]);
    const expand = (label, size) => new Uint8Array(hkdfSync('sha256', new Uint8Array(secret), salt, label, size));
    const key = await crypto.subtle.importKey('raw', expand('key', 16), 'AES-GCM', false, [usage]);
    return [{ name: 'AES-GCM', iv: expand('nonce', 12) }, key];
}

/** Their client: the encapsulated request, and what opens the response to it. */
export async function encapsulate(keyConfigs, request) {
    assert.equal((keyConfigs[0] << 8) | keyConfigs[1], keyConfigs.length - 2, 'one configuration, with its length');
    const config = keyConfigs.slice(2);
    assertSameBytes(config.slice(1, 3), ALGORITHMS.slice(0, 2));
    const recipientPublicKey = await SUITE.kem.deserializePublicKey(config.slice(3, 3 + KEY_BYTES));
    const header = bytes([config[0], ...ALGORITHMS]);
    const sender = await SUITE.createSenderContext({ recipientPublicKey, info: info(header) });
    const enc = new Uint8Array(sender.enc);
    const sealed = new Uint8Array(await sender.seal(request));
    return {
        encapsulated: bytes([...header, ...enc, ...sealed]),
        async open(response) {
            const cipher = await responseCipher(sender, enc, response.slice(0, NONCE_BYTES), 'decrypt');
            return new Uint8Array(await crypto.subtle.decrypt(...cipher, response.slice(NONCE_BYTES)));
        },
    };
}

/** Their gateway: the request, and what seals the response to it. */
async function decapsulate(recipientKey, encapsulated) {
    const header = encapsulated.slice(0, HEADER_BYTES);
    assertSameBytes(header, [THEIR_KEY_ID, ...ALGORITHMS]);
    const enc = encapsulated.slice(HEADER_BYTES, HEADER_BYTES + KEY_BYTES);
    const recipient = await SUITE.createRecipientContext({ recipientKey, enc, info: info(header) });
    return {
        request: new Uint8Array(await recipient.open(encapsulated.slice(HEADER_BYTES + KEY_BYTES))),
        async seal(response) {
            const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
            const cipher = await responseCipher(recipient, enc, nonce, 'encrypt');
            return bytes([...nonce, ...new Uint8Array(await crypto.subtle.encrypt(...cipher, response))]);
        },
    };
}

export async function ohttp() {
    await exchange('ohttp: their client, our gateway', async () => {
        const [keyConfigs] = await ours('ohttp-keys');
        const asked = new Request(TARGET, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: CONTENT,
        });
        const client = await encapsulate(keyConfigs, await encoder.encodeRequest(asked));

        const [method, scheme, authority, path, type, content] = await ours('ohttp-receive', client.encapsulated);
        assert.equal(`${text(method)} ${text(scheme)}://${text(authority)}${text(path)}`, `POST ${TARGET}`);
        assert.equal(text(type), 'application/json');
        assertSameBytes(content, CONTENT);

        const [sealed] = await ours('ohttp-answer', 401, utf8('{"mappings":[]}'));
        const answer = decoder.decodeResponse(bytes(await client.open(sealed)).buffer);
        assert.equal(answer.status, 401);
        assert.equal(answer.headers.get('content-type'), 'application/json');
        assert.equal(text(await answer.arrayBuffer()), '{"mappings":[]}');
        await assert.rejects(client.open(withFlippedBit(sealed, sealed.length - 1)));
    });

    await exchange('ohttp: our client, their gateway', async () => {
        const pair = await SUITE.kem.generateKeyPair();
        const publicKey = new Uint8Array(await SUITE.kem.serializePublicKey(pair.publicKey));
        const config = [THEIR_KEY_ID, ...ALGORITHMS.slice(0, 2), ...publicKey, 0, 4, ...ALGORITHMS.slice(2)];
        const keyConfigs = bytes([0, config.length, ...config]);

        const [encapsulated] = await ours('ohttp-ask', keyConfigs, utf8(new URL(TARGET).pathname), CONTENT);
        const gateway = await decapsulate(pair.privateKey, encapsulated);
        const request = decoder.decodeRequest(gateway.request.buffer);
        assert.equal(`${request.method} ${request.url}`, `POST ${TARGET}`);
        assert.equal(request.headers.get('content-type'), 'application/json');
        assertSameBytes(new Uint8Array(await request.arrayBuffer()), CONTENT);

        const response = new Response('{}', { status: 200, headers: { 'content-type': 'application/json' } });
        const sealed = await gateway.seal(await encoder.encodeResponse(response));
        const [status, content] = await ours('ohttp-open', sealed);
        assert.equal(text(status), '200');
        assert.equal(text(content), '{}');
        await oursRefuses('encapsulated', 'ohttp-open', withFlippedBit(sealed, sealed.length - 1));
    });

    await exchange('ohttp: our gateway refuses what was changed', async () => {
        const [keyConfigs] = await ours('ohttp-keys');
        const request = await encoder.encodeRequest(new Request(TARGET));
        const { encapsulated } = await encapsulate(keyConfigs, request);
        for (const at of [0, 2, 4, 6, HEADER_BYTES, HEADER_BYTES + KEY_BYTES, encapsulated.length - 1]) {
            await oursRefuses('encapsulated', 'ohttp-receive', withFlippedBit(encapsulated, at));
        }
    });
}
