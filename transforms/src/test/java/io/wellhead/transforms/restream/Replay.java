// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wellhead.restream.Frame;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.transforms.warehouse.KeptLetter;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** Gives bytes to the reader's own intake, as if a socket had just brought them. */
public final class Replay {
  private static final EventTimeBounds ANY_TIME =
      new EventTimeBounds(
          Instant.parse("1960-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

  private Replay() {}

  /** What the intake makes of a frame, with any event time accepted. */
  static RecordBatch frame(Room room, byte[] payload, Instant receivedAt) {
    return frame(room, payload, receivedAt, ANY_TIME);
  }

  static RecordBatch frame(Room room, byte[] payload, Instant receivedAt, EventTimeBounds bounds) {
    Clock clock = Clock.fixed(receivedAt, ZoneOffset.UTC);
    ReadSettings settings =
        new ReadSettings(
            RestreamConnection.of("http://localhost:1", "id", SecretReference.parse("env:SECRET")),
            List.of(room.toString()),
            null,
            null,
            bounds,
            ReadTiming.DEFAULT);
    RecordIntake intake =
        new RecordIntake(
            room,
            settings,
            new RoomProgress(clock, SiteProgress.NOT_STARTED),
            clock,
            new ReadMetrics());
    if (intake.open(new ReceivedFrame(Frame.of(1, receivedAt, payload), 1))) {
      intake.take(receivedAt, Origin.REPLAY);
    }
    return intake.batch();
  }

  /** The measurement of a record's bytes. */
  public static Measurement record(Room room, byte[] record, Instant receivedAt) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes("{\"message\":".getBytes(UTF_8));
    frame.writeBytes(record);
    frame.write('}');
    List<Measurement> measurements = frame(room, frame.toByteArray(), receivedAt).measurements();
    if (measurements.size() != 1) {
      throw new AssertionError(measurements.size() + " measurements instead of one");
    }
    return measurements.get(0);
  }

  /** The measurement of a letter whose payload is a record. */
  public static Measurement record(KeptLetter letter) {
    return record(letter.room(), letter.payload(), letter.failedAt());
  }

  /** What the watch makes of a message of an instance socket. */
  public static InstanceUpdate update(Room of, byte[] message, Instant receivedAt) {
    InstanceMemory memory = new InstanceMemory(null);
    LiveUpdates updates = new LiveUpdates(memory, Clock.fixed(receivedAt, ZoneOffset.UTC));
    try {
      updates.take(of, message);
    } catch (WireFormatException e) {
      updates.takeUnreadable(of, message);
    }
    return Objects.requireNonNull(memory.emit());
  }
}
