// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  @Property
  void add_anyFingerprints_isThatSetInOrderOfArrival(@ForAll List<Long> values) {
    Fingerprints fingerprints = new Fingerprints();
    Set<Long> model = new LinkedHashSet<>();
    for (long value : values) {
      // 0 marks an empty place, so it shares one with 1.
      assertThat(fingerprints.add(value)).isEqualTo(model.add(value == 0 ? 1 : value));
      assertThat(fingerprints.contains(value)).isTrue();
    }
    assertThat(fingerprints.contains(4711)).isEqualTo(model.contains(4711L));
    assertThat(contents(fingerprints.snapshot())).containsExactlyElementsOf(model);
    Fingerprints restored = new Fingerprints(fingerprints.snapshot());
    assertThat(restored.snapshot()).isEqualTo(fingerprints.snapshot());
  }

  @Test
  void snapshot_laterAdditions_doNotChangeIt() {
    Fingerprints fingerprints = new Fingerprints();
    for (long value = 1; value <= 40; value++) {
      fingerprints.add(value);
    }
    Fingerprints.Snapshot snapshot = fingerprints.snapshot();
    List<Long> before = contents(snapshot);
    for (long value = 41; value <= 400; value++) {
      fingerprints.add(value);
    }
    assertThat(contents(snapshot)).isEqualTo(before).hasSize(40);
  }

  private static List<Long> contents(Fingerprints.Snapshot snapshot) {
    return java.util.stream.IntStream.range(0, snapshot.size()).mapToObj(snapshot::get).toList();
  }
}
