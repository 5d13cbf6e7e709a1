// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WatermarkReferenceTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/wellhead/transforms/restream/RoomWatermark.java");

  @Test
  void page_hasTheFormulaAndTheTimeOfTheCode() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "reference", "watermark.md"));
    Matcher javadoc =
        Pattern.compile("(?s)<pre>\n(.*?) \\* </pre>").matcher(Files.readString(SOURCE));
    assertThat(javadoc.find()).isTrue();

    String formula = javadoc.group(1).replaceAll("(?m)^ \\* ?", "");

    assertThat(page).contains("```\n" + formula + "```\n");
    assertThat(page)
        .contains("`idleAfter` is " + ReadTiming.DEFAULT.idleAfter().toSeconds() + " s");
  }
}
