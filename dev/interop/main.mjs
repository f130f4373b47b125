// The exchanges with a discovery provider of one token type. Interop.java starts this, answers for our side, and says
// where the services are.
import { blindRsa } from './blind-rsa.mjs';
import { blindRsaServices } from './blind-rsa-services.mjs';
import { count } from './exchange.mjs';
import { headers } from './headers.mjs';
import { ohttp } from './ohttp.mjs';
import { ohttpServices } from './ohttp-services.mjs';
import { voprf } from './voprf.mjs';
import { voprfServices } from './voprf-services.mjs';

const parts = {
    'blind-rsa': [headers, blindRsa, voprf, ohttp, blindRsaServices, ohttpServices],
    voprf: [voprfServices],
};
const [tokenType] = process.argv.slice(2);

console.log = console.error; // The library logs there, and stdout speaks to our side.
try {
    for (const part of parts[tokenType]) {
        await part();
    }
    console.error(`${count()} exchanges held, with a provider of ${tokenType} tokens.`);
    process.exit(0);
} catch (broken) {
    console.error(broken);
    process.exit(1);
}
