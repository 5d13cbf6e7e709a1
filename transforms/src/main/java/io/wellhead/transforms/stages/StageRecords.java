// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.measurements.RecordNumbers;
import io.wellhead.transforms.restream.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a stage in the order of time, for its values. A record that silver does not
 * take counts no more here than there; of two of one second the later one counts. One thread.
 */
final class StageRecords implements Consumer<DataRecord> {
  private final StageTask task;
  private final long from;
  private final long through;
  private final StageProgress progress;
  private final RecordNumbers parser;
  private @Nullable DataRecord held;
  private @Nullable String disorder;
  private long count;

  StageRecords(
      StageTask task, long from, long through, StageProgress progress, RecordNumbers parser) {
    this.task = task;
    this.from = from;
    this.through = through;
    this.progress = progress;
    this.parser = parser;
  }

  @Override
  public void accept(DataRecord record) {
    if (record.problem().isPresent()
        || record.siteId().orElse(task.stage().siteId()) != task.stage().siteId()
        || record.timestamp() < from
        || record.timestamp() > through) {
      return;
    }
    DataRecord before = held;
    if (before != null && before.timestamp() > record.timestamp()) {
      disorder = "second " + record.timestamp() + " comes after " + before.timestamp();
      return;
    }
    if (before != null && before.timestamp() < record.timestamp()) {
      add(before);
    }
    held = record;
  }

  private void add(DataRecord record) {
    Optional<Map<String, Double>> numbers = parser.of(record.json());
    if (numbers.isPresent()) {
      count++;
      progress.add(task.definitions(), record.timestamp(), numbers.get());
    }
  }

  /**
   * Takes note that the last record has come.
   *
   * @return how many records silver takes
   */
  long finish() throws RefusedException {
    if (disorder != null) {
      throw new RefusedException("the answer is not in the order of time: " + disorder, null);
    }
    if (held != null) {
      add(held);
      held = null;
    }
    progress.goOnAt(through + 1);
    return count;
  }
}
