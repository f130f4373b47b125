package dev.jeton.relay.mirror;

import dev.jeton.relay.http.Answer;
import dev.jeton.relay.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A target's answer as everybody gets it, and how long. Of its fields it has the media type and the lifetime: neither
 * {@code Set-Cookie} nor anything else that would differ from one fetch to the next.
 */
record MirrorCopy(Buffer encoded, Freshness freshness) {

    /** @throws NotMirrored unless {@code answer} is a whole {@code mediaType} that may be kept for {@code minValidity} */
    static MirrorCopy of(UpstreamAnswer answer, String mediaType, Duration minValidity) {
        if (answer.status() != 200) {
            throw new NotMirrored("status-" + answer.status());
        }
        if (!answer.isOf(mediaType) || answer.fields().contains("Content-Encoding")) {
            throw new NotMirrored("media-type");
        }
        Freshness freshness =
                Freshness.of(answer.fields(), minValidity).orElseThrow(() -> new NotMirrored("not-cacheable"));
        List<Answer.Field> fields = List.of(
                new Answer.Field("content-type", mediaType),
                new Answer.Field("cache-control", cacheControl(freshness)));
        return new MirrorCopy(BinaryResponse.encode(new Answer(200, fields, answer.body())), freshness);
    }

    /** As it is answered when it has been held for so long; empty if it is not fresh any more. */
    Optional<Answer> after(Duration held) {
        Duration age = freshness.age().plus(held);
        return age.compareTo(freshness.lifetime()) < 0
                ? Optional.of(Answer.ok(BinaryResponse.MEDIA_TYPE, encoded)
                        .with("Cache-Control", cacheControl(freshness))
                        .with("Age", Long.toString(age.toSeconds())))
                : Optional.empty();
    }

    private static String cacheControl(Freshness freshness) {
        return "public, max-age=" + freshness.lifetime().toSeconds();
    }
}
