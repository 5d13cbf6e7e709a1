// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class WriteReportCoderTest {
  private static final WriteReport REPORT = new WriteReport(9102, 2201, 3, 1, "no");
  private static final String BYTES =
      "01" // version
          + "8e47" // key
          + "9911" // revision
          + "03" // written
          + "01" // rejected
          + "01026e6f"; // error

  @Test
  void golden_valueAndBytes_standForEachOther() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(WriteReportCoder.of(), REPORT);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(BYTES);
    assertThat(
            CoderUtils.decodeFromByteArray(WriteReportCoder.of(), HexFormat.of().parseHex(BYTES)))
        .isEqualTo(REPORT);
  }

  @Property(tries = 200)
  void anyReport_survivesEncoding(
      @ForAll long key, @ForAll long revision, @ForAll long rows, @ForAll String error)
      throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        WriteReportCoder.of(), WriteReport.written(key, revision, rows));
    CoderProperties.coderDecodeEncodeEqual(
        WriteReportCoder.of(), WriteReport.rejected(key, revision, error));
  }

  @Test
  void damagedBytes_areRefused() {
    byte[] bytes = HexFormat.of().parseHex(BYTES);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> WriteReportCoder.of().decode(new ByteArrayInputStream(cut)))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
    bytes[0] = 2;
    assertThatThrownBy(() -> WriteReportCoder.of().decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void registry_reports_haveThisCoder() throws CannotProvideCoderException {
    assertThat(CoderRegistry.createDefault().getCoder(WriteReport.class))
        .isSameAs(WriteReportCoder.of());
  }
}
