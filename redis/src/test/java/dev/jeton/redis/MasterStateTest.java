package dev.jeton.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redis.MasterState.Persistence;
import org.junit.jupiter.api.Test;

class MasterStateTest {
    private static final String FIT = "maxmemory_policy:noeviction\r\nevicted_keys:0\r\n";

    @Test
    void policyThatIsNotSaid_isUnfit() {
        assertThat(state("evicted_keys:0\r\n").unfit()).contains(FenceReason.EVICTS);
        assertThat(state("maxmemory_policy:noeviction\r\n").unfit()).contains(FenceReason.EVICTS);
        assertThat(state(FIT).unfit()).isEmpty();
    }

    @Test
    void persistence_isTheStrongest() {
        assertThat(state(FIT + "aof_enabled:1\r\nrdb_saves:3\r\n").persistence())
                .isEqualTo(Persistence.AOF);
        assertThat(state(FIT + "aof_enabled:0\r\nrdb_saves:3\r\n").persistence())
                .isEqualTo(Persistence.RDB);
        assertThat(state(FIT + "aof_enabled:0\r\nrdb_saves:0\r\n").persistence())
                .isEqualTo(Persistence.NONE);
        assertThat(state(FIT).persistence()).isEqualTo(Persistence.NONE);
    }

    @Test
    void replicas_areThoseThatFollow() {
        String replicas = String.join(
                "\r\n",
                "connected_slaves:2",
                "slave0:ip=10.0.0.1,port=1,state=online,offset=5,lag=0",
                "slave1:ip=10.0.0.2,port=1,state=wait_bgsave,offset=0,lag=0",
                "slave_read_only:1",
                "");

        assertThat(state(FIT + replicas).replicas()).isEqualTo(1);
    }

    private static MasterState state(String info) {
        return MasterState.of(ServerInfo.parse("# Server\r\n" + info));
    }
}
