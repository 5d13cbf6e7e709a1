// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import io.wellhead.transforms.discovery.FindFiles;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Reads the change files that Datastream lands: Avro, and JSON with and without gzip, on any file
 * system of Beam's. Each file gives its events, its failures and an account of them, of a large one
 * an account of each of its parts, which are read in parallel.
 */
public final class ChangeFileIO {
  static final TupleTag<FileEvent> EVENTS = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};
  static final TupleTag<FileReading> FILES = new TupleTag<>() {};

  /** The step's name in dead letters. */
  static final String STEP = "Read change files";

  /**
   * Of an event. Datastream's largest has 100 MB, but a row of BigQuery takes a tenth of that, so a
   * larger one could go nowhere.
   */
  static final int MOST_BYTES = 32 << 20;

  /** Of a part of a file; by default Datastream closes a file at 250 MB. */
  private static final long PART_BYTES = 64 << 20;

  /** Of what cannot be read, in dead letters. */
  static final int MOST_KEPT = 8 << 20;

  private ChangeFileIO() {}

  /** Reads the files that are found. */
  public static Read read(FindFiles files) {
    return new Read(files, true, Clock.systemUTC());
  }

  /** What the files tell. */
  public static PCollection<FileEvent> events(PCollectionTuple read) {
    return read.get(EVENTS);
  }

  /** What cannot be read, with its place. */
  public static PCollection<DeadLetter> failures(PCollectionTuple read) {
    return read.get(FAILURES);
  }

  /** What became of each file, and of each part of a large one. */
  public static PCollection<FileReading> files(PCollectionTuple read) {
    return read.get(FILES);
  }

  /**
   * Reads files that were found elsewhere; gives the same.
   *
   * @param concurrency so many at once
   * @param keepsUnread whether dead letters have the bytes of what cannot be read
   */
  public static PCollectionTuple readAll(
      PCollection<FoundFile> files, int concurrency, boolean keepsUnread) {
    return read(files, concurrency, keepsUnread, Clock.systemUTC());
  }

  private static PCollectionTuple read(
      PCollection<FoundFile> files, int concurrency, boolean keepsUnread, Clock clock) {
    PCollectionTuple read =
        files
            .apply(
                "Cut",
                FlatMapElements.into(TypeDescriptor.of(FilePart.class))
                    .via(file -> FilePart.cut(file, PART_BYTES)))
            .setCoder(FilePartCoder.of())
            .apply("Spread", Reshuffle.<FilePart>viaRandomKey().withNumBuckets(concurrency))
            .apply(
                "Read",
                ParDo.of(new ReadFileFn(MOST_BYTES, keepsUnread ? MOST_KEPT : 0, clock))
                    .withOutputTags(EVENTS, TupleTagList.of(FAILURES).and(FILES)));
    read.get(EVENTS).setCoder(FileEventCoder.of());
    read.get(FILES).setCoder(FileReadingCoder.of());
    read.get(FAILURES).setCoder(DeadLetterCoder.of());
    return read;
  }

  /** Gives {@link #events}, {@link #failures} and {@link #files}. */
  public static final class Read extends PTransform<PBegin, PCollectionTuple> {
    @Serial private static final long serialVersionUID = 1L;

    private final FindFiles files;
    private final boolean keepsUnread;
    private final Clock clock;

    private Read(FindFiles files, boolean keepsUnread, Clock clock) {
      this.files = files;
      this.keepsUnread = keepsUnread;
      this.clock = clock;
    }

    /**
     * Leaves the bytes of what cannot be read in the file, so that dead letters have its place
     * only: what is to be hidden in an event cannot be found in such bytes.
     */
    public Read withoutUnread() {
      return new Read(files, false, clock);
    }

    @Override
    public PCollectionTuple expand(PBegin begin) {
      WithFailures.Result<PCollection<FoundFile>, DeadLetter> found = begin.apply("Find", files);
      PCollectionTuple read =
          ChangeFileIO.read(found.output(), files.concurrency(), keepsUnread, clock);
      PCollection<DeadLetter> failures =
          PCollectionList.of(found.failures())
              .and(read.get(FAILURES))
              .apply("Failures", Flatten.pCollections());
      return PCollectionTuple.of(EVENTS, read.get(EVENTS))
          .and(FAILURES, failures)
          .and(FILES, read.get(FILES));
    }
  }
}
