// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.store.ValueException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class SequenceNumberTest {
  private static String text(List<Long> sections) {
    List<String> parts = new ArrayList<>();
    sections.forEach(s -> parts.add(Long.toHexString(s)));
    return String.join("/", parts);
  }

  /** Section by section as unsigned numbers; a missing section is zero. */
  private static int compare(List<Long> left, List<Long> right) {
    for (int i = 0; i < 4; i++) {
      long l = i < left.size() ? left.get(i) : 0;
      long r = i < right.size() ? right.get(i) : 0;
      if (l != r) {
        return Long.compareUnsigned(l, r);
      }
    }
    return 0;
  }

  @Property
  void normalForms_compareAsTheirNumbersDo(
      @ForAll @Size(min = 1, max = 4) List<Long> left,
      @ForAll @Size(min = 1, max = 4) List<Long> right)
      throws ValueException {
    int order =
        SequenceNumber.normalize(text(left)).compareTo(SequenceNumber.normalize(text(right)));
    assertThat(Integer.signum(order)).isEqualTo(Integer.signum(compare(left, right)));
  }
}
