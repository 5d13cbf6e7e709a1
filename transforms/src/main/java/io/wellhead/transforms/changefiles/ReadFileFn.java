// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.time.Clock;
import java.time.Duration;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/** Reads one part of a file after the other, and tells what became of each. */
final class ReadFileFn extends DoFn<FilePart, FileEvent> {
  @Serial private static final long serialVersionUID = 1L;

  private final Counter eventsRead =
      Metrics.counter(ChangeFileMetrics.NAMESPACE, ChangeFileMetrics.EVENTS_READ_COUNT);
  private final Counter damaged =
      Metrics.counter(ChangeFileMetrics.NAMESPACE, ChangeFileMetrics.DAMAGED_PARTS_COUNT);
  private final Counter filesRead =
      Metrics.counter(ChangeFileMetrics.NAMESPACE, ChangeFileMetrics.FILES_READ_COUNT);
  private final Distribution lag =
      Metrics.distribution(ChangeFileMetrics.NAMESPACE, ChangeFileMetrics.FILE_LAG_MS);
  private final int mostBytes;
  private final int mostKept;
  private final Clock clock;

  /**
   * @param mostBytes of an event; a larger one is not read
   * @param mostKept of what cannot be read; more is found at its place only
   */
  ReadFileFn(int mostBytes, int mostKept, Clock clock) {
    this.mostBytes = mostBytes;
    this.mostKept = mostKept;
    this.clock = clock;
  }

  @ProcessElement
  public void read(@Element FilePart part, MultiOutputReceiver out) throws IOException {
    Receiver receiver = new Receiver(part, out);
    try (SeekableByteChannel channel = open(part.file())) {
      FileFormat format =
          new ChangeFileReader(mostBytes).read(channel, part.from(), part.to(), receiver);
      out.get(ChangeFileIO.FILES).output(receiver.reading(format));
    } catch (FileNotFoundException e) {
      receiver.failure(ErrorKind.MALFORMED, "the file is gone", 0, new byte[0]);
      out.get(ChangeFileIO.FILES).output(receiver.reading(FileFormat.OTHER));
    }
  }

  static SeekableByteChannel open(FoundFile file) throws IOException {
    ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(file.uri(), false));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException("the file system of " + file.uri() + " cannot seek");
  }

  /** Gives on what the reader finds. */
  private final class Receiver implements EventReceiver {
    private final FilePart part;
    private final FoundFile found;
    private final MultiOutputReceiver out;
    private long events;
    private long failures;
    private @Nullable EventSpan span;

    Receiver(FilePart part, MultiOutputReceiver out) {
      this.part = part;
      this.found = part.file();
      this.out = out;
    }

    @Override
    public void event(ChangeEvent event, long offset) {
      events++;
      widen(event);
      out.get(ChangeFileIO.EVENTS)
          .output(new FileEvent(found.uri(), found.version(), offset, event));
    }

    private void widen(ChangeEvent event) {
      if (span == null
          || event.sourceTime().isBefore(span.first())
          || event.sourceTime().isAfter(span.last())) {
        span = EventSpan.sum(span, EventSpan.of(event));
      }
    }

    @Override
    public void failure(ErrorKind kind, String message, long offset, byte[] bytes) {
      failures++;
      String place = found.uri() + "@" + offset;
      boolean kept = bytes.length <= mostKept;
      out.get(ChangeFileIO.FAILURES)
          .output(
              DeadLetter.of(
                  ChangeFileIO.STEP,
                  kind,
                  kept
                      ? message
                      : shown(message) + " (" + bytes.length + " bytes, in the file only)",
                  new DeadLetter.Subject(kept ? bytes : new byte[0], place, null),
                  clock.instant()));
    }

    /** A parser's message may quote what it could not read. */
    private String shown(String message) {
      return mostKept == 0 ? "cannot be read; settings hide values, so no more is told" : message;
    }

    FileReading reading(FileFormat format) {
      eventsRead.inc(events);
      damaged.inc(failures);
      if (part.isFirst()) {
        filesRead.inc();
      }
      lag.update(Duration.between(found.createdAt(), clock.instant()).toMillis());
      return new FileReading(
          found.uri(),
          found.version(),
          found.bytes(),
          format.text(),
          part.count(),
          events,
          failures,
          span,
          clock.instant());
    }
  }
}
