package dev.jeton.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What {@link FenceModel} moves through: servers, records, processes, and what is on its way between them. */
final class ModelState {
    static final int SERVERS = 2;

    final MarkerModel[] markers = {MarkerModel.ABSENT, MarkerModel.ABSENT};
    final int[] identities = {1, 2};
    /** Which changes the data of each server hold: bit i is change i. */
    final int[] contents = {0, 0};
    /** What the data held that each change was made on, itself included. */
    final int[] madeOn;

    final ModelProcess[] processes;
    Arming row = Arming.NONE;
    int lastIdentity = SERVERS;
    int serverFaults;
    int departures;
    int changes;
    int acknowledged;
    boolean wrong;

    ModelState(FenceModel.Bounds bounds) {
        madeOn = new int[bounds.changes()];
        processes = IntStream.range(0, bounds.processes())
                .mapToObj(p -> new ModelProcess())
                .toArray(ModelProcess[]::new);
        serverFaults = bounds.serverFaults();
        departures = bounds.departures();
    }

    private ModelState(ModelState of) {
        System.arraycopy(of.markers, 0, markers, 0, SERVERS);
        System.arraycopy(of.identities, 0, identities, 0, SERVERS);
        System.arraycopy(of.contents, 0, contents, 0, SERVERS);
        madeOn = of.madeOn.clone();
        processes = of.processes.clone();
        row = of.row;
        lastIdentity = of.lastIdentity;
        serverFaults = of.serverFaults;
        departures = of.departures;
        changes = of.changes;
        acknowledged = of.acknowledged;
        wrong = of.wrong;
    }

    ModelState copy() {
        return new ModelState(this);
    }

    /** A process to change: other states share what has not changed. */
    ModelProcess own(int p) {
        processes[p] = new ModelProcess(processes[p]);
        return processes[p];
    }

    /** What was sent to a server that is no more will not run. */
    void loseWhatIsOnItsWay() {
        for (int p = 0; p < processes.length; p++) {
            ModelProcess process = own(p);
            if (process.call == FenceModel.Stage.SENT && identities[process.callServer] != process.callIdentity) {
                process.forgetCall();
            }
            if (process.arm == FenceModel.Stage.SENT && identities[process.armServer] != process.armIdentity) {
                process.forgetArm();
            }
        }
    }

    void replace(Arming next) {
        row = next;
    }

    /** A new arming has no members yet. */
    void arm(Arming next) {
        row = next;
        for (int p = 0; p < processes.length; p++) {
            ModelProcess process = own(p);
            process.member = FenceModel.Membership.NONE;
            process.memberMark = 0;
        }
    }

    static String name(int identity) {
        return String.valueOf((char) identity);
    }

    /** Equal for states that differ in nothing but the order of the processes. */
    ByteBuffer key() {
        byte[][] parts = Arrays.stream(processes).map(ModelProcess::encoded).toArray(byte[][]::new);
        Arrays.sort(parts, Arrays::compare);
        ByteBuffer key = ByteBuffer.allocate(24 + madeOn.length + parts.length * ModelProcess.SIZE);
        for (int server = 0; server < SERVERS; server++) {
            put(key, markers[server].arming(), text(markers[server].server()), markers[server].counter());
            put(key, identities[server], contents[server]);
        }
        put(key, row.attempt(), row.armed(), text(row.server()), row.floor(), row.fenced() ? 1 : 0);
        put(key, serverFaults, departures, changes, acknowledged, lastIdentity);
        for (int made : madeOn) {
            put(key, made);
        }
        for (byte[] part : parts) {
            key.put(part);
        }
        return key.flip();
    }

    static int text(String name) {
        return name.isEmpty() ? 0 : name.charAt(0);
    }

    static void put(ByteBuffer key, long... values) {
        for (long value : values) {
            key.put((byte) value);
        }
    }
}
