package dev.jeton.redeemer.service.it;

import static dev.jeton.redeemer.service.it.RedeemerProcess.problem;
import static dev.jeton.redeemer.service.it.RedeemerProcess.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.StackFailure;
import dev.jeton.redeemer.service.it.RedeemerProcess.Offer;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may redeem, and who may not. */
class CallersIT {
    private static final Stores STORES = Stores.shared();
    private static final ToyCaller FRONT_END = STORES.frontEnd;

    private final RedeemerProcess redeemer = Redeemers.first();
    private final HttpClient anonymous = STORES.authority.httpClient().build();

    @Test
    void nobody_isRefused_andTheTokenIsNotSpent() {
        Offer offer = offer();
        HttpResponse<byte[]> refused = send(anonymous, post(offer));

        assertThat(problem(refused)).isEqualTo(ProblemType.CALLER_CREDENTIAL_MISSING);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(redeemer.redeem(offer)).containsExactly("accepted");
    }

    @Test
    void certificateOfAnotherName_isRefused_andTheTokenIsNotSpent() {
        Offer offer = offer();

        assertThat(problem(send(RedeemerProcess.client(STORES.unlisted), post(offer))))
                .isEqualTo(ProblemType.CALLER_FORBIDDEN);
        assertThat(redeemer.redeem(offer)).containsExactly("accepted");
    }

    @Test
    void certificateOfAnotherAuthority_comesNoFurtherThanTheHandshake() {
        DevAuthority other = DevAuthority.create(STORES.run);
        HttpClient stranger = STORES.authority
                .httpClient()
                .sslContext(STORES.authority.clientContext(other.issue("stranger", "front.localhost")))
                .build();

        // The client of the JDK keeps the certificate back, since the server names its authorities; or the server
        // refuses it.
        try {
            assertThat(problem(send(stranger, post(offer())))).isEqualTo(ProblemType.CALLER_CREDENTIAL_MISSING);
        } catch (UncheckedIOException e) {
            assertThat(e).hasRootCauseInstanceOf(Exception.class);
        }
    }

    @Test
    void jwtOfARegisteredCaller_isTaken_withAndWithoutACertificate() {
        String good = FRONT_END.credential();
        assertThat(RedeemerProcess.outcomes(send(anonymous, bearing(good)))).containsExactly("accepted");
        assertThat(RedeemerProcess.outcomes(send(RedeemerProcess.client(STORES.unlisted), bearing(good))))
                .containsExactly("accepted");
        assertThat(redeemer.log()).contains("event=redemptions caller=front-end count=1 accepted=1");
    }

    @Test
    void jwt_thatIsNotRight_isRefused_evenBesideACertificateThatIs() {
        Instant now = Instant.now();
        Validity good = Validity.of(now, Duration.ofMinutes(5));
        assertInvalid(FRONT_END.credential("caller+jwt", "https://other.example", good));
        assertInvalid(FRONT_END.credential("caller+jwt", RedeemerProcess.BASE_URL + "/", good));
        assertInvalid(FRONT_END.credential("operator+jwt", RedeemerProcess.BASE_URL, good));
        assertInvalid(FRONT_END.credential(
                "caller+jwt", RedeemerProcess.BASE_URL, Validity.of(now.minusSeconds(301), Duration.ofMinutes(5))));
        assertInvalid(FRONT_END.credential(
                "caller+jwt", RedeemerProcess.BASE_URL, Validity.of(now.plusSeconds(120), Duration.ofMinutes(5))));
        assertInvalid(
                FRONT_END.credential("caller+jwt", RedeemerProcess.BASE_URL, Validity.of(now, Duration.ofMinutes(11))));
        assertInvalid(new ToyCaller("front-end", JoseSigningKey.generate(JoseAlgorithm.ES256)).credential());
        assertInvalid(new ToyCaller("nobody", FRONT_END.key()).credential());
        assertInvalid("junk");
    }

    @Test
    void otherSchemes_areNoCredential() {
        HttpResponse<byte[]> refused = redeemer.send(post(offer()).header("Authorization", "Basic YTpi"));

        assertThat(problem(refused)).isEqualTo(ProblemType.CALLER_CREDENTIAL_MISSING);
    }

    @Test
    void callerWhoseDocumentIsRemoved_isNone() {
        ToyCaller leaving = ToyCaller.named("leaving");
        leaving.register(STORES.callers);
        RedeemerProcess.await(
                "registered",
                () -> send(anonymous, bearing(leaving.credential())).statusCode() == 200);
        leaving.unregister(STORES.callers);
        RedeemerProcess.await(
                "removed", () -> send(anonymous, bearing(leaving.credential())).statusCode() == 401);
    }

    @Test
    void namesOfCertificates_withoutAnAuthorityForThem_endTheStart() {
        assertThatExceptionOfType(StackFailure.class)
                .isThrownBy(() -> RedeemerProcess.alive(
                        STORES.ledger,
                        STORES.issuer.name(),
                        "trusting",
                        Map.of("quarkus.tls.public.trust-store.pem.certs", RedeemerProcess.UNSET)))
                .withMessageContaining("quarkus.tls.public.trust-store.pem.certs");
    }

    private void assertInvalid(String credential) {
        HttpResponse<byte[]> refused = redeemer.send(bearing(credential));
        assertThat(problem(refused)).isEqualTo(ProblemType.CALLER_CREDENTIAL_INVALID);
    }

    private HttpRequest.Builder bearing(String credential) {
        return post(offer()).header("Authorization", "Bearer " + credential);
    }

    private HttpRequest.Builder post(Offer offer) {
        return redeemer.post(RedeemerProcess.body(List.of(offer)));
    }

    private static Offer offer() {
        return new Offer(STORES.issuer.token(STORES.issuer.current, Stores.AUTHORITY), "");
    }
}
