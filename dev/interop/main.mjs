// Everything, once. Interop.java starts this, answers for our side, and says where the services are.
import { blindRsa } from './blind-rsa.mjs';
import { blindRsaServices } from './blind-rsa-services.mjs';
import { count } from './exchange.mjs';
import { headers } from './headers.mjs';
import { voprf } from './voprf.mjs';

console.log = console.error; // The library logs there, and stdout speaks to our side.
try {
    await headers();
    await blindRsa();
    await voprf();
    await blindRsaServices();
    console.error(`${count()} exchanges held.`);
    process.exit(0);
} catch (broken) {
    console.error(broken);
    process.exit(1);
}
