package dev.jeton.crypto.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.discovery.RelayDocument.Gateway;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayDocumentTest {
    private static final String GATEWAY = "https://dp.example/.well-known/ohttp-gateway";
    private static final String JSON = "{'operator':'Example Relay','gateways':[{'path':'/ohttp/dp','gateway':'"
            + GATEWAY + "'}],'mirror':{'template':'/mirror{?target}','targets':[]}}";

    @Test
    void document_ofARelay_saysWhereItLeads() {
        RelayDocument document = RelayDocument.parse(json(JSON));

        assertThat(document.operator()).isEqualTo(new OperatorName("Example Relay"));
        assertThat(document.pathTo(GATEWAY)).contains("/ohttp/dp");
        assertThat(document.pathTo(GATEWAY + "/")).isEmpty();
        assertThat(document.pathTo("https://DP.example/.well-known/ohttp-gateway"))
                .isEmpty();
        assertThat(RelayDocument.parse(document.encode())).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'operator':'Example Relay', -> ",
                "'Example Relay' -> ''",
                "'Example Relay' -> ' . '",
                "'Example Relay' -> 'a\\u0007'",
                "'Example Relay' -> 5",
                "'/ohttp/dp' -> 'ohttp/dp'",
                "'/ohttp/dp' -> '/'",
                "'/ohttp/dp' -> '//evil.example/dp'",
                "'/ohttp/dp' -> '/../dp'",
                "'/ohttp/dp' -> '/./dp'",
                "'/ohttp/dp' -> '/ohttp/..'",
                "'/ohttp/dp' -> '/ohttp/dp?who=alice'",
                "'/ohttp/dp' -> '/ohttp/%2e%2e'",
                "'/ohttp/dp' -> ':8443/dp'",
                "'path':'/ohttp/dp', -> ",
                "'gateways':[{ -> 'gateways':[1,{",
            })
    void parse_oneThingWrong_isRefused(String change) {
        String[] parts = change.split(" -> ", 2);
        String changed = JSON.replace(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(JSON);
        assertThatThrownBy(() -> RelayDocument.parse(json(changed)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageNotContaining("strict JSON");
    }

    @Test
    void gateways_areOneToSixtyFour() {
        OperatorName operator = new OperatorName("a");
        Gateway gateway = new Gateway("/a", GATEWAY);

        assertThat(new RelayDocument(operator, Collections.nCopies(64, gateway)).gateways())
                .hasSize(64);
        assertThatThrownBy(() -> new RelayDocument(operator, List.of())).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> new RelayDocument(operator, Collections.nCopies(65, gateway)))
                .isInstanceOf(MalformedMessage.class);
    }

    private static Bytes json(String text) {
        return Bytes.ofUtf8(text.replace('\'', '"'));
    }
}
