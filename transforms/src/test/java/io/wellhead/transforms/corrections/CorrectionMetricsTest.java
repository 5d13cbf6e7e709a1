// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CorrectionMetricsTest {
  @Test
  void reference_namesEachMetricOfThisPackage() throws Exception {
    String reference = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
    int metrics = 0;
    for (Field field : CorrectionMetrics.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        String name = (String) field.get(null);
        assertThat(reference)
            .containsPattern("(?m)^(## |\\| )`" + Pattern.quote(name) + "`( \\||$)");
        metrics++;
      }
    }
    assertThat(metrics).isPositive();
  }
}
