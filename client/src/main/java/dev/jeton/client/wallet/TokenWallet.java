package dev.jeton.client.wallet;

import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.wallet.TokenStore.Count;
import dev.jeton.client.wallet.TokenStore.Entry;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sender's tokens. Each is taken for one question, and for no other as long as it lives. Safe for concurrent use, and
 * for several processes if its store is.
 */
public final class TokenWallet {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int QUESTION_BYTES = 16;

    private final TokenStore store;
    private final SealingKey key;
    private final InstantSource clock;
    private final Map<HttpsOrigin, Set<TokenKeyId>> retired = new ConcurrentHashMap<>();

    /**
     * A wallet over a platform's own store.
     *
     * @param key seals what is stored; another key cannot open it
     */
    public TokenWallet(TokenStore store, SealingKey key, InstantSource clock) {
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    /**
     * The wallet in {@code directory}, which is created with a new key if there is none yet.
     *
     * @throws WalletFailure if the directory cannot be used, or its key is missing, wrong or readable by others
     */
    public static TokenWallet open(Path directory, InstantSource clock) throws WalletFailure {
        try {
            WalletDirectory files = WalletDirectory.open(directory);
            return new TokenWallet(files.store(), files.key(), clock);
        } catch (IOException e) {
            throw new WalletFailure(e);
        }
    }

    /** Stores fresh tokens, durably. */
    public void add(TokenScope scope, List<FreshToken> tokens) throws WalletFailure {
        List<Entry> entries = new ArrayList<>(tokens.size());
        for (FreshToken fresh : tokens) {
            byte[] random = new byte[ID_BYTES];
            RANDOM.nextBytes(random);
            String id = Bytes.of(random).toHex();
            Bytes context = context(scope, id, fresh.notAfter());
            Bytes sealed = Bytes.concat(
                    key.seal(context, fresh.token().encode()), fresh.key().seal(key, context));
            entries.add(new Entry(id, fresh.notAfter(), sealed));
        }
        try {
            store.add(scope, entries);
        } catch (IOException e) {
            throw new WalletFailure(e);
        }
    }

    /**
     * Makes {@link #take} throw away the tokens of these keys, which {@code issuer} says are void. Known to this wallet as long
     * as it is open; another process learns it with its next tokens.
     */
    public void retire(HttpsOrigin issuer, Collection<TokenKeyId> keys) {
        retired.computeIfAbsent(issuer, unseen -> ConcurrentHashMap.newKeySet()).addAll(keys);
    }

    /**
     * A token for one question: the one that an earlier attempt took for it and did not {@link #settle}, else a fresh one.
     *
     * @throws WalletFailure with {@link WalletFailure.Reason#NO_TOKEN} if there is none; with {@code DAMAGED} if the one
     *     that was chosen does not open: it has been set aside, and the next call chooses another
     */
    public TakenToken take(TokenScope scope, Csi csi) throws WalletFailure {
        TakenToken taken = bound(scope, csi);
        while (retired.getOrDefault(scope.issuer(), Set.of()).contains(taken.tokenKeyId())) {
            settle(taken);
            taken = bound(scope, csi);
        }
        return taken;
    }

    private TakenToken bound(TokenScope scope, Csi csi) throws WalletFailure {
        try {
            Optional<Entry> entry = store.bind(scope, question(scope, csi), clock.instant());
            if (entry.isEmpty()) {
                throw new WalletFailure(
                        WalletFailure.Reason.NO_TOKEN,
                        "no token is left for " + scope.discoveryProvider().authority() + " from "
                                + scope.issuer().authority());
            }
            return open(scope, csi, entry.get());
        } catch (IOException e) {
            throw new WalletFailure(e);
        }
    }

    /** Forgets a token whose question has been answered, or which is worth nothing any more. */
    public void settle(TakenToken taken) throws WalletFailure {
        try {
            store.remove(taken.scope(), taken.id());
        } catch (IOException e) {
            throw new WalletFailure(e);
        }
    }

    /** How many tokens there are, for whom and until when. */
    public List<Count> counts() throws WalletFailure {
        try {
            return store.counts(clock.instant());
        } catch (IOException e) {
            throw new WalletFailure(e);
        }
    }

    private TakenToken open(TokenScope scope, Csi csi, Entry entry) throws WalletFailure, IOException {
        try {
            Bytes context = context(scope, entry.id(), entry.notAfter());
            Bytes sealed = entry.sealed();
            int split = Math.min(scope.tokenType().tokenBytes() + SealingKey.OVERHEAD_BYTES, sealed.size());
            Token token = Token.parse(key.open(context, sealed.slice(0, split)));
            OneTimeKey oneTimeKey = OneTimeKey.unseal(key, context, sealed.slice(split, sealed.size()));
            return new TakenToken(scope, entry.id(), csi, token, oneTimeKey);
        } catch (MalformedMessage e) {
            throw new WalletFailure(
                    WalletFailure.Reason.DAMAGED,
                    "a token in the wallet is damaged and was set aside as " + store.setAside(scope, entry.id())
                            + "; the others are untouched, try again");
        }
    }

    /** The same for the same question, and meaningless without the key. */
    private Bytes question(TokenScope scope, Csi csi) {
        return key.mac(
                        "wallet question",
                        labelled(scope).bytes(Bytes.ofUtf8(csi.uri())).toBytes())
                .slice(0, QUESTION_BYTES);
    }

    /** Ties a sealed token to its place: one that was moved or relabelled does not open. */
    private static Bytes context(TokenScope scope, String id, Instant notAfter) {
        return labelled(scope)
                .bytes(Bytes.ofUtf8(id))
                .uint64(notAfter.getEpochSecond())
                .toBytes();
    }

    private static ByteWriter labelled(TokenScope scope) {
        Bytes challenge = scope.challenge().encode();
        return new ByteWriter().uint16(challenge.size()).bytes(challenge);
    }
}
