/**
 * Privacy Pass tokens and the messages that lead to them: RFC 9577 (the token and its challenge), RFC 9578 (issuance)
 * and draft-ietf-privacypass-batched-tokens-07 (both batches).
 *
 * <p>Two token types, and no class serves both but the token itself:
 *
 * <table>
 *   <caption>What belongs to which token type</caption>
 *   <tr><th></th><th>0x0002, blind RSA</th><th>0x0001, VOPRF over P-384</th></tr>
 *   <tr><td>verified with</td><td>the public key, by anybody</td><td>the secret key, by the issuer's own domain</td></tr>
 *   <tr><td>issuer's key</td><td>TokenSigningKey, TokenPublicKey</td>
 *       <td>VoprfTokenSecretKey, VoprfTokenPublicKey</td></tr>
 *   <tr><td>one token</td><td>TokenRequest, TokenResponse</td><td>VoprfTokenRequest, VoprfTokenResponse</td></tr>
 *   <tr><td>a batch</td><td>GenericBatchTokenRequest, -Response</td>
 *       <td>AmortizedBatchTokenRequest, -Response</td></tr>
 *   <tr><td>client's half</td><td>PendingToken</td><td>PendingVoprfToken, PendingVoprfTokens</td></tr>
 * </table>
 *
 * <p>0x0002 is what to use. 0x0001 is cheaper, and for one case: issuer and discovery provider are one domain, because
 * whoever can redeem such a token can make them.
 *
 * <p>Each message is one record in one file, valid by construction: a value of it has been checked, an encoding of it
 * has no other form, and trailing bytes are refused. Whether a host name is one, whether a key is trusted and whether a
 * token has been spent is asked elsewhere.
 */
@NullMarked
package dev.jeton.crypto.token;

import org.jspecify.annotations.NullMarked;
