// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.restream.Pauses;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confirms changes in turn. Before, it waits until bronze holds their records: the exactly-once
 * writer tells of records when they are appended, but queries see them, and a canceled pipeline
 * keeps them, only once they are flushed. One thread.
 *
 * <p>A change that was announced anew after its rows were made is left to the confirmation that the
 * newer announcement leads to: confirmed now, it would be listed no longer, and a process that is
 * lost before the newer content is applied would never hear of it again.
 */
final class ConfirmLane {
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The pause between looks doubles so rarely, or half of the waiting would be for nothing. */
  private static final int LOOKS_PER_DOUBLING = 3;

  /** Records are usually flushed within seconds; after half a minute their absence is shown. */
  private static final int QUIET_LOOKS = 13;

  private final ConfirmService service;
  private final boolean confirming;
  private final Announcements announcements;
  private final Clock clock;

  /**
   * Makes a lane.
   *
   * @param confirming false to leave the changes listed
   * @param announcements of all changes; those of changes that are done are forgotten
   */
  ConfirmLane(
      ConfirmService service, boolean confirming, Announcements announcements, Clock clock) {
    this.service = service;
    this.confirming = confirming;
    this.announcements = announcements;
    this.clock = clock;
  }

  /**
   * What a step gave.
   *
   * @param queue what is left to do
   * @param lives what became known of changes
   * @param failure null if nothing failed
   */
  record Step(List<Confirmation> queue, List<ChangeLife> lives, @Nullable String failure) {}

  /** Takes up changes, or drops those that must not be confirmed after all. */
  Step add(List<Confirmation> queue, Confirmation changes) {
    List<Confirmation> left = new ArrayList<>(queue);
    String error = changes.error();
    if (error == null) {
      left.add(changes);
      return new Step(left, List.of(), null);
    }
    List<ChangeLife> lives = new ArrayList<>();
    Instant now = clock.instant();
    queue.stream()
        .filter(changes::isOf)
        .forEach(
            dropped ->
                dropped.changeIds().forEach(id -> lives.add(ChangeLife.failed(id, now, error))));
    left.removeIf(changes::isOf);
    return new Step(left, lives, null);
  }

  /** Does what is due of the first one that may be taken up now. */
  Step step(List<Confirmation> queue) {
    Instant now = clock.instant();
    for (int i = 0; i < queue.size(); i++) {
      if (!queue.get(i).notBefore().isAfter(now)) {
        List<Confirmation> others = new ArrayList<>(queue);
        Confirmation changes = others.remove(i);
        return step(changes, others);
      }
    }
    return new Step(queue, List.of(), null);
  }

  /**
   * Does all that can be done within half a minute, also what waits after a failure.
   *
   * @param pause waits that long; false if waiting has become useless
   * @return what could not be done
   */
  List<Confirmation> finish(
      List<Confirmation> queue, Predicate<Duration> pause, Consumer<Step> steps) {
    List<Confirmation> left = queue.stream().map(Confirmation::now).toList();
    Duration patience = PATIENCE;
    while (!left.isEmpty()) {
      Duration wait = Duration.between(clock.instant(), nextTurn(left));
      if (wait.compareTo(Duration.ZERO) > 0) {
        patience = patience.minus(wait);
        if (patience.isNegative() || !pause.test(wait)) {
          return left;
        }
      }
      Step step = step(left);
      steps.accept(step);
      left = step.queue();
    }
    return left;
  }

  /** When the first of them may be taken up. */
  static Instant nextTurn(List<Confirmation> queue) {
    return queue.stream().map(Confirmation::notBefore).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private Step step(Confirmation asked, List<Confirmation> others) {
    List<ChangeLife> lives = new ArrayList<>();
    Confirmation changes = asked.without(announcedAnew(asked));
    if (changes.changeIds().isEmpty()) {
      return new Step(others, lives, null);
    }
    Confirmation current = changes;
    if (!changes.applied()) {
      String missing = missing(changes);
      if (missing != null) {
        if (changes.failures() >= QUIET_LOOKS) {
          refuse(changes, missing, lives);
        }
        others.add(
            later(changes, Pauses.after(changes.failures() / LOOKS_PER_DOUBLING, FIRST_LOOK)));
        return new Step(others, lives, changes.failures() >= QUIET_LOOKS ? missing : null);
      }
      current = changes.inBronze();
      Instant at = atLeast(changes.durableAt());
      changes.changeIds().forEach(id -> lives.add(ChangeLife.applied(id, at)));
    }
    if (confirming) {
      return confirm(current, others, lives);
    }
    changes.changeIds().forEach(announcements::forget);
    return new Step(others, lives, null);
  }

  private List<Long> announcedAnew(Confirmation changes) {
    return changes.changeIds().stream()
        .filter(
            id -> {
              Announcement newest = announcements.newest(id);
              return newest != null && newest.receivedAt().isAfter(changes.announcedAt());
            })
        .toList();
  }

  private @Nullable String missing(Confirmation changes) {
    long received = changes.seconds().received();
    if (received == 0) {
      return null;
    }
    try {
      long held = service.held(changes);
      return held >= received
          ? null
          : "restream_bronze.measurements holds %d of %d records".formatted(held, received);
    } catch (IOException e) {
      return "cannot count records in restream_bronze.measurements: " + e.getMessage();
    }
  }

  private Step confirm(Confirmation changes, List<Confirmation> others, List<ChangeLife> lives) {
    String failure;
    Confirmation left = changes;
    try {
      Set<Long> listed = service.confirm(changes.siteId(), changes.changeIds());
      List<Long> confirmed =
          changes.changeIds().stream().filter(id -> !listed.contains(id)).toList();
      Instant at = atLeast(changes.durableAt());
      confirmed.forEach(id -> lives.add(ChangeLife.confirmed(id, at)));
      confirmed.forEach(announcements::forget);
      left = changes.without(confirmed);
      failure = listed.isEmpty() ? null : "the service lists it still";
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
    if (failure != null) {
      refuse(left, failure, lives);
      others.add(later(left, Pauses.after(left.failures())));
    }
    return new Step(others, lives, failure);
  }

  private void refuse(Confirmation changes, String error, List<ChangeLife> lives) {
    Instant at = atLeast(changes.durableAt());
    changes.changeIds().forEach(id -> lives.add(ChangeLife.refused(id, at, error)));
  }

  private Confirmation later(Confirmation changes, Duration pause) {
    return changes.failedUntil(clock.instant().plus(pause));
  }

  /** Steps of a life come one after the other, whichever worker's clock tells their time. */
  private Instant atLeast(Instant earlier) {
    Instant now = clock.instant();
    return now.isBefore(earlier) ? earlier : now;
  }
}
