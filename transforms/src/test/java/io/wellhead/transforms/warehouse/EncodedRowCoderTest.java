// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class EncodedRowCoderTest {
  private static final EncodedRow ROW = new EncodedRow(HexFormat.of().parseHex("08051201ff"));
  private static final String GOLDEN_VERSION_1 = "010508051201ff";

  @Test
  void encode_keepsTheGoldenBytesOfVersion1() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(EncodedRowCoder.of(), ROW);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN_VERSION_1);
    assertThat(decode(GOLDEN_VERSION_1).toByteArray()).isEqualTo(ROW.toByteArray());
  }

  @Test
  void rowThatNamesItsTable_keepsTheGoldenBytesOfVersion1() throws Exception {
    EncodedRow row = new EncodedRow(ROW.toByteArray(), new TableName("wells", "ü"));
    byte[] bytes = CoderUtils.encodeToByteArray(AddressedRowCoder.of(), row);

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("010577656c6c7302c3bc" + GOLDEN_VERSION_1);
    CoderProperties.coderDecodeEncodeEqual(AddressedRowCoder.of(), row);
    CoderProperties.coderSerializable(AddressedRowCoder.of());
    assertThat(row).isNotEqualTo(ROW);
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(TableNameCoder.of(), new byte[] {2, 0, 0}))
        .hasMessageContaining("table name has version 2, known is 1");
  }

  @Property(tries = 200)
  void anyRow_survivesEncoding(@ForAll byte[] bytes) throws Exception {
    EncodedRow row = new EncodedRow(bytes);

    CoderProperties.coderDecodeEncodeEqual(EncodedRowCoder.of(), row);
    CoderProperties.coderDeterministic(EncodedRowCoder.of(), row, new EncodedRow(bytes.clone()));
    CoderProperties.coderSerializable(EncodedRowCoder.of());
  }

  @Test
  void damagedBytes_areRefused() {
    assertThatThrownBy(() -> decode("02" + GOLDEN_VERSION_1.substring(2)))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 2, known is 1");
    assertThatThrownBy(() -> decode("0106" + GOLDEN_VERSION_1.substring(4)))
        .isInstanceOf(EOFException.class);
  }

  private static EncodedRow decode(String hex) throws IOException {
    return EncodedRowCoder.of().decode(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }
}
