// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changes.ChangeEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the life of a data change. Pieces of it come in any order and add up: of each
 * step the latest is kept.
 *
 * @param changeId the vendor's id
 * @param received the announcement; null as long as only later steps are known
 * @param read its range was read to the end
 * @param applied its rows are durable
 * @param confirmed the service lists it no longer
 * @param failed it cannot be applied, and why
 * @param refused it is applied but not confirmed yet, and why
 */
record ChangeLife(
    long changeId,
    @Nullable ChangeEvent received,
    @Nullable Read read,
    @Nullable Instant applied,
    @Nullable Instant confirmed,
    @Nullable Failure failed,
    @Nullable Failure refused) {

  /**
   * The reading of the range to which the change belonged.
   *
   * @param at when its last piece was read
   * @param revision highest id of the changes that were read together
   * @param written seconds upserted in silver
   * @param deleted seconds deleted there
   */
  record Read(Instant at, long revision, long written, long deleted) {}

  /** Something that went wrong. */
  record Failure(Instant at, String error) {}

  /** Where a change stands, in the order in which it is passed through. */
  enum Status {
    RECEIVED,
    READ,
    APPLIED,
    CONFIRMED,
    FAILED
  }

  static ChangeLife received(ChangeEvent event) {
    String defect = event.defect();
    return new ChangeLife(
        event.changeId(),
        event,
        null,
        null,
        null,
        defect == null ? null : new Failure(event.receivedAt(), defect),
        null);
  }

  static ChangeLife read(long changeId, Read read) {
    return new ChangeLife(changeId, null, read, null, null, null, null);
  }

  static ChangeLife applied(long changeId, Instant at) {
    return new ChangeLife(changeId, null, null, at, null, null, null);
  }

  static ChangeLife confirmed(long changeId, Instant at) {
    return new ChangeLife(changeId, null, null, null, at, null, null);
  }

  static ChangeLife failed(long changeId, Instant at, String error) {
    return new ChangeLife(changeId, null, null, null, null, new Failure(at, error), null);
  }

  static ChangeLife refused(long changeId, Instant at, String error) {
    return new ChangeLife(changeId, null, null, null, null, null, new Failure(at, error));
  }

  ChangeLife plus(ChangeLife more) {
    return new ChangeLife(
        changeId,
        receivedAt().isBefore(more.receivedAt()) ? more.received : received,
        at(read).isBefore(at(more.read)) ? more.read : read,
        at(applied).isBefore(at(more.applied)) ? more.applied : applied,
        at(confirmed).isBefore(at(more.confirmed)) ? more.confirmed : confirmed,
        at(failed).isBefore(at(more.failed)) ? more.failed : failed,
        at(refused).isBefore(at(more.refused)) ? more.refused : refused);
  }

  /** The same without what belongs to an earlier announcement. */
  ChangeLife sinceReceived() {
    Instant since = receivedAt();
    return new ChangeLife(
        changeId,
        received,
        at(read).isBefore(since) ? null : read,
        at(applied).isBefore(since) ? null : applied,
        at(confirmed).isBefore(since) ? null : confirmed,
        at(failed).isBefore(since) ? null : failed,
        at(refused).isBefore(since) ? null : refused);
  }

  /** The step that was taken last. */
  Status status() {
    Status status = Status.RECEIVED;
    Instant latest = receivedAt();
    for (Status next : Status.values()) {
      Instant at = at(next);
      if (at != null && !at.isBefore(latest)) {
        status = next;
        latest = at;
      }
    }
    return status;
  }

  private @Nullable Instant at(Status step) {
    return switch (step) {
      case RECEIVED -> received == null ? null : received.receivedAt();
      case READ -> read == null ? null : read.at();
      case APPLIED -> applied;
      case CONFIRMED -> confirmed;
      case FAILED -> failed == null ? null : failed.at();
    };
  }

  /** What keeps the change from being confirmed; null if nothing does or it is confirmed. */
  @Nullable String error() {
    Status status = status();
    if (status == Status.FAILED) {
      return requireNonNull(failed).error();
    }
    return refused == null || status == Status.CONFIRMED ? null : refused.error();
  }

  /** The instants of all steps that are known. */
  Stream<Instant> instants() {
    return Stream.of(
            received == null ? null : received.receivedAt(),
            read == null ? null : read.at(),
            applied,
            confirmed,
            failed == null ? null : failed.at(),
            refused == null ? null : refused.at())
        .filter(Objects::nonNull);
  }

  private Instant receivedAt() {
    return received == null ? Instant.MIN : received.receivedAt();
  }

  private static Instant at(@Nullable Read read) {
    return read == null ? Instant.MIN : read.at();
  }

  private static Instant at(@Nullable Failure failure) {
    return failure == null ? Instant.MIN : failure.at();
  }

  private static Instant at(@Nullable Instant instant) {
    return instant == null ? Instant.MIN : instant;
  }
}
