// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.minutes.MinuteRecordsTest.Contribution;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class MinuteRecordsCoderTest {
  private static final String GOLDEN =
      "01" // version
          + "02"
          + "017a"
          + "0161" // names: z, a
          + "01" // the first is a former one
          + "dc0b" // newest receipt 1500
          + "01" // one second
          + "07"
          + "04"
          + "e807"
          + "00000000000000ff" // second 7, revision 4, received 1000, checksum
          + "01"
          + "01"
          + "3ff8000000000000"; // one field: a = 1.5

  @Property
  void anyMinute_survivesEncoding(@ForAll("contributions") List<Contribution> records)
      throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        MinuteRecordsCoder.of(), MinuteRecordsTest.minute(records));
  }

  @Property(tries = 100)
  void equalMinutes_haveEqualEncodings(@ForAll("contributions") List<Contribution> records)
      throws Exception {
    CoderProperties.coderDeterministic(
        MinuteRecordsCoder.of(),
        MinuteRecordsTest.minute(records),
        MinuteRecordsTest.minute(records));
  }

  @Test
  void encode_goldenMinute_givesTheStoredBytes() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(MinuteRecordsCoder.of(), goldenMinute());

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN);
  }

  @Test
  void decode_storedBytes_givesTheGoldenMinute() throws Exception {
    MinuteRecords minute =
        CoderUtils.decodeFromByteArray(MinuteRecordsCoder.of(), HexFormat.of().parseHex(GOLDEN));

    assertThat(minute).isEqualTo(goldenMinute());
  }

  @Test
  void decode_unknownVersion_isRefusedByName() {
    byte[] bytes = HexFormat.of().parseHex("02" + GOLDEN.substring(2));

    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(MinuteRecordsCoder.of(), bytes))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 2");
  }

  private static MinuteRecords goldenMinute() {
    MinuteRecords minute = new MinuteRecords();
    minute.add(7, new SecondRecord(4, 1000, 255, new String[] {"a"}, new double[] {1.5}));
    minute.add(7, new SecondRecord(0, 1500, 1, new String[] {"z"}, new double[] {9}));
    return minute;
  }

  @Provide
  Arbitrary<List<Contribution>> contributions() {
    return MinuteRecordsTest.anyContributions();
  }
}
