package dev.jeton.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import java.util.List;
import java.util.Optional;

/**
 * One run of a script. Keys and arguments come in two parts, so that nobody has to put them together.
 *
 * @param server whose data it must run on; empty if that does not matter
 * @param seen an answer whose first number is above this counts only when the replicas have it
 */
record ScriptCall(
        LuaScript script,
        List<byte[]> keys,
        List<byte[]> moreKeys,
        List<byte[]> arguments,
        List<byte[]> moreArguments,
        Optional<String> server,
        long seen) {
    /** One that is not guarded. */
    static ScriptCall of(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
        return new ScriptCall(script, keys, List.of(), arguments, List.of(), Optional.empty(), Long.MAX_VALUE);
    }

    CommandArgs<byte[], byte[]> bySha1() {
        return with(new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script.sha1()));
    }

    CommandArgs<byte[], byte[]> bySource() {
        return with(new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script.source()));
    }

    private CommandArgs<byte[], byte[]> with(CommandArgs<byte[], byte[]> command) {
        return command.add(keys.size() + moreKeys.size())
                .addKeys(keys)
                .addKeys(moreKeys)
                .addValues(arguments)
                .addValues(moreArguments);
    }
}
