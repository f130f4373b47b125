// Asks our code, in the process that started this one: a line of words on stdout, a line of words back on stdin.
// The words are verbs and hex; OurSide.java knows what they mean.
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import { fromHex, hex } from './exchange.mjs';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function ask(verb, args) {
    const words = [verb, ...args.map((arg) => (typeof arg === 'number' ? String(arg) : hex(arg) || '-'))];
    process.stdout.write(words.join(' ') + '\n');
    const { value: line, done } = await answers.next();
    assert(!done, `our side ended at ${verb}`);
    return line.split(' ');
}

/** What our code gives back: byte strings, in order. */
export async function ours(verb, ...args) {
    const [outcome, ...words] = await ask(verb, args);
    assert.equal(outcome, 'ok', `our code refused ${verb}: ${words.join(' ')}`);
    return words.map(fromHex);
}

/** Asserts that our code finds the message malformed, in `field`. */
export async function oursRefuses(field, verb, ...args) {
    const [outcome, ...words] = await ask(verb, args);
    assert.equal(`${outcome} ${words[0]}`, `refused ${field}`, `${verb}: ${words.slice(1).join(' ')}`);
}

/** Whether our code takes the token: `accepted` or what is wrong with it. */
export async function oursVerifies(...args) {
    const [verdict] = await ours('verify', ...args);
    return Buffer.from(verdict).toString();
}
