package dev.jeton.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.redis.ClusterView.Node;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterViewTest {
    private static final RedisAddress ASKED = new RedisAddress("asked.example", 7000);

    private static final String FIRST = "aa 10.0.0.1:7000@17000,one.example myself,master - 0 0 7 connected 0-5 9";
    private static final String SECOND = "bb 10.0.0.2:7001@17001,? master - 0 1 8 connected 6-8 10-16383";
    private static final String REPLICA = "cc 10.0.0.3:7002@17002 slave bb 0 1 8 connected";

    @Test
    void nodes_haveAddressEpochAndSlots() {
        ClusterView view = ClusterView.parse(String.join("\n", FIRST, SECOND, REPLICA, ""), ASKED, false);

        assertThat(view.epoch()).isEqualTo(7);
        assertThat(view.nodes())
                .extracting(Node::address)
                .containsExactly(
                        new RedisAddress("10.0.0.1", 7000),
                        new RedisAddress("10.0.0.2", 7001),
                        new RedisAddress("10.0.0.3", 7002));
        assertThat(view.nodes()).extracting(Node::epoch).containsExactly(7L, 8L, 8L);
        assertThat(view.nodes().get(0).slots().stream()).containsExactly(0, 1, 2, 3, 4, 5, 9);
        assertThat(view.nodes().get(1).slots().cardinality()).isEqualTo(16_384 - 7);
        assertThat(view.nodes().get(2).slots().isEmpty()).isTrue();
    }

    @Test
    void byName_theAnnouncedNameIsPreferred_whereThereIsOne() {
        ClusterView view = ClusterView.parse(String.join("\n", FIRST, SECOND, REPLICA), ASKED, true);

        assertThat(view.nodes().stream().map(node -> node.address().host()))
                .containsExactly("one.example", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void nodeThatDoesNotKnowItsAddress_isWhereItWasAsked() {
        assertThat(only(":7000@17000 myself,master - 0 0 1 connected 0").address())
                .isEqualTo(ASKED);
    }

    @Test
    void slotOnItsWay_isWhereItWas() {
        assertThat(only("10.0.0.1:7000@17000 myself,master - 0 0 1 connected 5 [5->-bb] [6-<-cc]").slots().stream())
                .containsExactly(5);
    }

    @Test
    void ipv6Address_keepsItsColons() {
        assertThat(only("fe80::1:7000@17000 myself,master - 0 0 1 connected").address())
                .isEqualTo(new RedisAddress("fe80::1", 7000));
    }

    @Test
    void nodeWithoutAddressOrNotYetMet_isLeftOut() {
        String gone = "dd :0@0 master,fail,noaddr - 0 0 3 disconnected 100";
        String coming = "ee 10.0.0.9:7009@17009 handshake - 0 0 0 connected";

        assertThat(ClusterView.parse(String.join("\n", FIRST, gone, coming), ASKED, false)
                        .nodes())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR",
                "aa 10.0.0.1:7000@17000 myself,master - 0 0 x connected",
                "aa nowhere myself,master - 0 0 1 connected",
                "aa 10.0.0.1:70000@1 myself,master - 0 0 1 connected",
                "aa 10.0.0.1:7000@17000 master - 0 0 1 connected 16384",
                "aa 10.0.0.1:7000@17000 master - 0 0 1 connected 5-4",
                "aa 10.0.0.1:7000@17000 master - 0 0 1 connected -1"
            })
    void somethingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClusterView.parse(text, ASKED, false));
    }

    @Test
    void slotThatTwoClaim_isTheHigherEpochs() {
        ClusterView old = ClusterView.parse(FIRST + "\n" + SECOND, ASKED, false);
        ClusterView promoted = ClusterView.parse(
                FIRST + "\n" + SECOND + "\ncc 10.0.0.3:7002@17002 master - 0 1 9 connected 6-8", ASKED, false);

        for (List<ClusterView> views : List.of(List.of(old, promoted), List.of(promoted, old))) {
            SlotOwners owners = new SlotOwners(views);

            assertThat(owners.masters().get(owners.of(7)).port()).isEqualTo(7002);
            assertThat(owners.masters().get(owners.of(11)).port()).isEqualTo(7001);
            assertThat(owners.masters().get(owners.of(9)).port()).isEqualTo(7000);
            assertThat(owners.isComplete()).isTrue();
        }
    }

    @Test
    void masterThatLostAllItsSlots_isNone() {
        ClusterView old = ClusterView.parse(SECOND, ASKED, false);
        ClusterView taken =
                ClusterView.parse("cc 10.0.0.3:7002@17002 master - 0 1 9 connected 6-8 10-16383", ASKED, false);

        SlotOwners owners = new SlotOwners(List.of(old, taken));

        assertThat(owners.masters()).containsExactly(new RedisAddress("10.0.0.3", 7002));
        assertThat(owners.nodes()).hasSize(2);
        assertThat(owners.isComplete()).isFalse();
        assertThat(IntStream.of(owners.of(0), owners.of(9))).containsOnly(SlotOwners.NOBODY);
    }

    private static Node only(String rest) {
        return ClusterView.parse("aa " + rest, ASKED, false).nodes().get(0);
    }
}
