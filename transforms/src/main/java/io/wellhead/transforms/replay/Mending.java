// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.replay;

import static java.util.Objects.requireNonNull;

/**
 * What makes a dead letter good.
 *
 * @param replay what a replay does with it
 * @param advice what to do, for people
 */
public record Mending(Replay replay, String advice) {
  /** Name of the pipeline of change files in dead letters. */
  public static final String CHANGE_FILES = "change-files-to-bigquery";

  /** What a replay does with a letter. */
  public enum Replay {
    /** It holds an event, which is written again. */
    EVENT,
    /** It tells of a damaged place in a file, which is read again. */
    FILE,
    /** Nothing: something else mends it. */
    NONE
  }

  public Mending {
    requireNonNull(replay, "replay");
    requireNonNull(advice, "advice");
  }

  /** What makes letters of that step good. */
  public static Mending of(String pipeline, String step) {
    return pipeline.equals(CHANGE_FILES) ? ofChangeFiles(step) : ofRestream(step);
  }

  private static Mending ofChangeFiles(String step) {
    return switch (step) {
      case "Read change files" ->
          new Mending(
              Replay.FILE, "replay: reads the file again, where it or the release is mended");
      case "Read notifications" ->
          new Mending(Replay.NONE, "nothing to do: the next sweep finds the file");
      case "Write wellhead_ops.change_files" ->
          new Mending(
              Replay.NONE, "reads the file again: wellhead run changefiles --changeFiles=FILE");
      default -> new Mending(Replay.EVENT, "replay, once the cause is mended");
    };
  }

  private static Mending ofRestream(String step) {
    String advice =
        switch (step) {
          case "Read ReStream" ->
              "the service's operator; then wellhead verify restream --repair over its time";
          case "Sort instance updates", "Write restream_bronze.instance_updates" ->
              "the next reading over REST has the last word; nothing to do";
          case "Check data changes",
              "Read corrected ranges",
              "Write restream_bronze.data_changes" ->
              "wellhead run restream: the change stays listed, and is read again at the next start";
          case "Aggregate stages" -> "wellhead run restream: a new job computes stages anew";
          default -> "wellhead verify restream --repair over its time, once the cause is mended";
        };
    return new Mending(Replay.NONE, advice);
  }
}
