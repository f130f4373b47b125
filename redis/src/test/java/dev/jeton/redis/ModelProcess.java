package dev.jeton.redis;

import dev.jeton.redis.ArmScript.Outcome;
import dev.jeton.redis.ArmScript.Request;
import dev.jeton.redis.ArmScript.Way;
import dev.jeton.redis.FenceModel.Membership;
import dev.jeton.redis.FenceModel.Stage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One process of {@link FenceModel}, with its scripts on their way. */
final class ModelProcess {
    static final int SIZE = 32;

    private static final Request NOTHING = new Request(0, "", Way.CREATE, 0, 0, 0);

    /** Once it is shared it does not change. */
    private byte[] encoded = {};

    boolean alive = true;

    /** The session; identity 0 is none. */
    int server;

    int identity;

    /** Number of the arming that it serves or has served. */
    long duty;

    int dutyIdentity;
    long mark;

    @Nullable
    FenceReason ended;

    /** Of the arming in the records. */
    Membership member = Membership.NONE;

    long memberMark;

    /** A script that changes something. */
    Stage call = Stage.NONE;

    int callServer;
    int callIdentity;
    long callArming;
    long callMark;
    int callChange;

    /** A try to arm. */
    Stage arm = Stage.NONE;

    int armServer;
    int armIdentity;
    Arming tried = Arming.NONE;
    Request request = NOTHING;
    Outcome outcome = Outcome.ARMED;
    long counter;

    ModelProcess() {}

    ModelProcess(ModelProcess of) {
        alive = of.alive;
        server = of.server;
        identity = of.identity;
        duty = of.duty;
        dutyIdentity = of.dutyIdentity;
        mark = of.mark;
        ended = of.ended;
        member = of.member;
        memberMark = of.memberMark;
        call = of.call;
        callServer = of.callServer;
        callIdentity = of.callIdentity;
        callArming = of.callArming;
        callMark = of.callMark;
        callChange = of.callChange;
        arm = of.arm;
        armServer = of.armServer;
        armIdentity = of.armIdentity;
        tried = of.tried;
        request = of.request;
        outcome = of.outcome;
        counter = of.counter;
    }

    boolean serves() {
        return duty > 0 && ended == null;
    }

    void join(Arming row) {
        duty = row.armed();
        dutyIdentity = ModelState.text(row.server());
        mark = row.floor();
        ended = null;
        member = Membership.OPEN;
    }

    void send() {
        call = Stage.SENT;
        callServer = server;
        callIdentity = identity;
        callArming = duty;
        callMark = mark;
        callChange = 0;
    }

    void forgetCall() {
        call = Stage.NONE;
        callServer = 0;
        callIdentity = 0;
        callArming = 0;
        callMark = 0;
        callChange = 0;
    }

    void arm(Arming attempt, Request with) {
        arm = Stage.SENT;
        armServer = server;
        armIdentity = identity;
        tried = attempt;
        request = with;
    }

    void forgetArm() {
        arm = Stage.NONE;
        armServer = 0;
        armIdentity = 0;
        tried = Arming.NONE;
        request = NOTHING;
        outcome = Outcome.ARMED;
        counter = 0;
    }

    void connect(int to, int as) {
        server = to;
        identity = as;
    }

    byte[] encoded() {
        if (encoded.length == 0) {
            encoded = encode();
        }
        return encoded;
    }

    @SuppressWarnings("EnumOrdinal") // within one run
    private byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        ModelState.put(bytes, alive ? 1 : 0, server, identity, duty, dutyIdentity, mark);
        ModelState.put(bytes, ended == null ? -1 : ended.ordinal(), member.ordinal(), memberMark);
        ModelState.put(bytes, call.ordinal(), callServer, callIdentity, callArming, callMark, callChange);
        ModelState.put(bytes, arm.ordinal(), armServer, armIdentity);
        ModelState.put(bytes, tried.attempt(), tried.armed(), ModelState.text(tried.server()), tried.floor());
        ModelState.put(bytes, tried.fenced() ? 1 : 0, request.way().ordinal(), request.last(), request.least());
        ModelState.put(bytes, request.highest(), outcome.ordinal(), counter);
        return bytes.array();
    }
}
