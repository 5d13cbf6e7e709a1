// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final PayloadColumn ID = PayloadColumn.of("id", UnifiedType.LONG);
  private static final PayloadColumn STATE = PayloadColumn.of("state", UnifiedType.STRING);

  @Test
  void everyVersion_isARow_onceInWhateverOrder() throws Exception {
    List<Events> events =
        List.of(
            order(1, 0, "new"),
            order(1, 10, "paid"),
            order(2, 10, "new"),
            order(1, 20, "paid").deleted(),
            order(1, 30, "new again"));
    for (long seed = 0; seed < 20; seed++) {
      List<Events> twice = new ArrayList<>(events);
      twice.addAll(events);
      Collections.shuffle(twice, new Random(seed));
      SilverModel versions = SilverModel.of(Layer.VERSIONS, "history: true");

      versions.write(twice.subList(0, 5).toArray(new Events[0]));
      versions.write(twice.subList(5, 10).toArray(new Events[0]));

      assertThat(texts(versions))
          .as("seed %d", seed)
          .containsExactly(
              "1 new false", "1 paid false", "1 paid true", "1 new again false", "2 new false");
    }
  }

  @Test
  void theKey_isTheRowsWithItsSequence() throws Exception {
    SilverModel versions = SilverModel.of(Layer.VERSIONS, "history: true");

    assertThat(versions.definition(order(1, 0, "new")).primaryKey())
        .containsExactly("id", "_metadata_sequence");
  }

  @Test
  void aKeyThatBigQueryHasNoRoomFor_isOneText() throws Exception {
    Events wide =
        Events.mysql("shop", "orders")
            .with("primary_keys", IntStream.range(0, 16).mapToObj(i -> "k" + i).toList());
    for (int i = 0; i < 16; i++) {
      wide.column(PayloadColumn.of("k" + i, UnifiedType.LONG), (long) i);
    }

    assertThat(SilverModel.of("history: true").definition(wide).primaryKey()).hasSize(16);
    assertThat(SilverModel.of(Layer.VERSIONS, "history: true").write(wide).known().primaryKey())
        .containsExactly("_metadata_key", "_metadata_sequence");
  }

  private static List<String> texts(SilverModel versions) {
    Map<String, String> bySequence = new TreeMap<>();
    for (Map<String, @Nullable Object> row : versions.allColumns()) {
      bySequence.put(
          row.get("id") + "/" + row.get("_metadata_sequence"),
          row.get("id") + " " + row.get("state") + " " + row.get("_metadata_deleted"));
    }
    return List.copyOf(bySequence.values());
  }

  private static Events order(long id, long at, String state) {
    return Events.mysql("shop", "orders").at(at).column(ID, id).column(STATE, state);
  }
}
