package dev.jeton.crypto.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @Test
    void of_laterChangesToTheArray_changeNothing() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.of(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes).isEqualTo(Bytes.ofHex("010203")).hasSameHashCodeAs(Bytes.ofHex("010203"));
        assertThat(bytes).isNotEqualTo(Bytes.ofHex("010204")).doesNotHaveSameHashCodeAs(Bytes.ofHex("010204"));
    }

    @Test
    void toString_tellsTheSizeOnly() {
        assertThat(Bytes.ofHex("deadbeef")).hasToString("Bytes[4]");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "00,AA", "00,AA==", "ffff,__8", "ffff,__8=", "fbefbe,----"})
    void ofBase64Url_withOrWithoutPadding_isRead(String hex, String text) {
        assertThat(Bytes.ofBase64Url("f", text)).isEqualTo(Bytes.ofHex(hex));
    }

    /** Each would be a second spelling of a value, or is no base64url at all. */
    @ParameterizedTest
    @ValueSource(strings = {"AB", "AB==", "AA=", "A", "AA===", "++++", "A A=", "AA==\n", "AA==AA==", "====", "ÀA"})
    void ofBase64Url_anyOtherForm_isRefused(String text) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> Bytes.ofBase64Url("f", text))
                .matches(e -> e.field().equals("f"))
                .withMessageNotContaining(text);
    }

    @Test
    void concat_slice_cutWhatWasJoined() {
        Bytes joined = Bytes.concat(Bytes.ofHex("01"), Bytes.EMPTY, Bytes.ofHex("0203"));
        assertThat(joined).isEqualTo(Bytes.ofHex("010203"));
        assertThat(joined.slice(1, 3)).isEqualTo(Bytes.ofHex("0203"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> joined.slice(1, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "0,00",
        "63,3f",
        "64,4040",
        "147,4093",
        "16383,7fff",
        "16384,80004000",
        "1073741823,bfffffff",
        "1073741824,c000000040000000",
        "4611686018427387903,ffffffffffffffff"
    })
    void varint_isTheShortest(long value, String hex) {
        assertThat(new ByteWriter().varint(value).toBytes()).isEqualTo(Bytes.ofHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4000", "403f", "80000040", "c0000000000000ff"})
    void varintLength_notTheShortest_isRefused(String hex) {
        ByteReader reader = new ByteReader(Bytes.concat(Bytes.ofHex(hex), Bytes.of(new byte[300])));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> reader.minimalVarintLength("f"));
    }

    @Test
    void reader_pastTheEnd_refusesByField() {
        ByteReader reader = new ByteReader(Bytes.ofHex("0102"));
        assertThat(reader.uint16("first")).isEqualTo(0x0102);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> reader.uint8("second"))
                .matches(e -> e.field().equals("second"));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new ByteReader(Bytes.ofHex("00")).end("m"));
    }

    @Test
    void writer_writesInNetworkByteOrder_upToTheLargestValue() {
        assertThat(new ByteWriter().uint8(0).uint8(0xff).toBytes()).isEqualTo(Bytes.ofHex("00ff"));
        assertThat(new ByteWriter().uint16(0x0102).uint16(0xffff).toBytes()).isEqualTo(Bytes.ofHex("0102ffff"));
        assertThat(new ByteWriter().uint64(0x0102030405060708L).toBytes()).isEqualTo(Bytes.ofHex("0102030405060708"));
    }

    @Test
    void writer_valueThatDoesNotFit_isRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new ByteWriter().uint8(256));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new ByteWriter().uint16(-1));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new ByteWriter().varint(1L << 62));
    }
}
