package dev.jeton.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link RedisSettings} in Lettuce's own words. */
final class LettuceSetup {
    /** One connection keeps one of them busy; two is the least that Lettuce allows. */
    private static final int THREADS = 2;

    /** At most so many wait for each other. */
    private static final int FLUSH_AFTER = 256;

    private LettuceSetup() {}

    static ClientResources resources() {
        return ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new FewerFlushes())
                .build();
    }

    /** Commands that are written while the network is busy with others go out together. */
    private static final class FewerFlushes implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(FLUSH_AFTER, true));
        }
    }

    static ClientOptions options(RedisSettings settings) {
        SslOptions.Builder tls =
                SslOptions.builder().jdkSslProvider().protocols("TLSv1.3").handshakeTimeout(settings.connectTimeout());
        settings.trustCertificates().ifPresent(pem -> tls.trustManager(pem.toFile()));
        return ClientOptions.builder()
                // At most once: what was on its way when the connection broke fails and is not sent again.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.maxWaiting())
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .build())
                .sslOptions(tls.build())
                .build();
    }

    static RedisURI uri(RedisSettings settings, RedisAddress address) {
        RedisURI uri = RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withDatabase(settings.database())
                .withSsl(settings.tls())
                .withVerifyPeer(SslVerifyMode.FULL)
                .withTimeout(settings.connectTimeout())
                .withClientName("jeton")
                .build();
        settings.passwordFile().ifPresent(file -> uri.setCredentialsProvider(credentials(settings, file)));
        return uri;
    }

    private static RedisCredentialsProvider credentials(RedisSettings settings, Path passwordFile) {
        return RedisCredentialsProvider.from(
                () -> RedisCredentials.just(settings.username().orElse(null), password(passwordFile)));
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the password file", e);
        }
    }
}
