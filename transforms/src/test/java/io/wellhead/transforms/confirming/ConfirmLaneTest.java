// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfirmLaneTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Instant ANNOUNCED = START.minusSeconds(60);

  private final FakeService service = new FakeService();
  private final StillClock clock = new StillClock();
  private final Remembered announcements = new Remembered();
  private final ConfirmLane lane = new ConfirmLane(service, true, announcements, clock);

  @Test
  void recordsThatBronzeDoesNotHoldYet_areWaitedFor() {
    service.held = 9;
    ConfirmLane.Step step = lane.step(List.of(changes(5, 10)));
    assertThat(step.lives()).isEmpty();
    assertThat(service.confirmed).isEmpty();
    assertThat(lane.step(step.queue()).queue()).as("before its time").isEqualTo(step.queue());

    clock.now = step.queue().get(0).notBefore();
    service.held = 10;
    step = lane.step(step.queue());
    assertThat(step.queue()).isEmpty();
    assertThat(service.confirmed).containsExactly(5L, 6L);
    assertThat(step.lives())
        .containsExactly(
            ChangeLife.applied(5, clock.now),
            ChangeLife.applied(6, clock.now),
            ChangeLife.confirmed(5, clock.now),
            ChangeLife.confirmed(6, clock.now));
  }

  @Test
  void recordsThatStayAway_areShownAndNothingIsConfirmed() {
    List<Confirmation> queue = List.of(changes(5, 10));
    List<ChangeLife> lives = new ArrayList<>();
    for (int look = 0; look < 20; look++) {
      ConfirmLane.Step step = lane.step(queue);
      lives.addAll(step.lives());
      queue = step.queue();
      assertThat(Duration.between(clock.now, queue.get(0).notBefore()))
          .isLessThanOrEqualTo(Duration.ofMinutes(5));
      clock.now = queue.get(0).notBefore();
    }
    assertThat(service.confirmed).isEmpty();
    assertThat(lives)
        .isNotEmpty()
        .allSatisfy(
            life ->
                assertThat(life.error())
                    .isEqualTo("restream_bronze.measurements holds 0 of 10 records"));
  }

  @Test
  void recordsThatComeLate_areFoundSoonAfter() {
    Instant flushed = START.plusMillis(8_100);
    List<Confirmation> queue = lane.step(List.of(changes(5, 10))).queue();
    while (clock.now.isBefore(flushed)) {
      clock.now = queue.get(0).notBefore();
      service.held = clock.now.isBefore(flushed) ? 9 : 10;
      queue = lane.step(queue).queue();
    }
    assertThat(queue).isEmpty();
    assertThat(Duration.between(flushed, clock.now)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void changesThatAreListedStill_areAskedForAgainAlone() {
    service.listed.add(6L);
    ConfirmLane.Step step = lane.step(List.of(changes(5, 0)));
    assertThat(step.lives())
        .contains(ChangeLife.confirmed(5, START))
        .contains(ChangeLife.refused(6, START, "the service lists it still"));
    assertThat(step.queue())
        .singleElement()
        .satisfies(left -> assertThat(left.changeIds()).containsExactly(6L));

    clock.now = START.plusSeconds(5);
    service.listed.clear();
    step = lane.step(step.queue());
    assertThat(step.queue()).isEmpty();
    assertThat(step.lives()).containsExactly(ChangeLife.confirmed(6, clock.now));
  }

  @Test
  void failures_areTriedAgainAfterAPauseThatGrows() {
    service.failure = new IOException("gone");
    List<Confirmation> queue = List.of(changes(5, 0));
    List<Long> pauses = new ArrayList<>();
    for (int attempt = 0; attempt < 9; attempt++) {
      ConfirmLane.Step step = lane.step(queue);
      assertThat(step.failure()).isEqualTo("gone");
      queue = step.queue();
      pauses.add(Duration.between(clock.now, queue.get(0).notBefore()).toSeconds());
      clock.now = queue.get(0).notBefore();
    }
    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    service.failure = null;
    assertThat(lane.step(queue).queue()).isEmpty();
  }

  @Test
  void oneThatWaits_doesNotHoldUpTheOthers() {
    service.failure = new IOException("gone");
    List<Confirmation> queue = lane.step(List.of(changes(5, 0), changes(8, 0))).queue();
    service.failure = null;
    assertThat(lane.step(queue).lives()).contains(ChangeLife.confirmed(8, START));
  }

  @Test
  void rowOfBronzeThatIsRejectedLater_takesTheChangesOut() {
    List<Confirmation> queue = lane.add(List.of(), changes(5, 10)).queue();
    Confirmation other = changes(8, 10);
    queue = lane.add(queue, other).queue();
    Tally rejected = new Tally(Reading.NONE, RowCounts.NONE, "no", null, Tally.Told.NOTHING);
    ConfirmLane.Step step = lane.add(queue, Confirmation.of(3, 6, rejected, START));
    assertThat(step.queue()).containsExactly(other);
    assertThat(step.lives())
        .containsExactly(ChangeLife.failed(5, START, "no"), ChangeLife.failed(6, START, "no"));
  }

  @Test
  void announcementThatLedToTheRows_isForgottenWithTheConfirmation() {
    announcements.add(new Announcement(5, ANNOUNCED));
    announcements.add(new Announcement(6, ANNOUNCED.minusSeconds(1)));
    announcements.add(new Announcement(7, ANNOUNCED));

    ConfirmLane.Step step = lane.step(List.of(changes(5, 0)));

    assertThat(step.queue()).isEmpty();
    assertThat(service.confirmed).containsExactly(5L, 6L);
    assertThat(announcements.newest).containsOnlyKeys(7L);
  }

  /** Confirmed now, a process that is lost would never hear of the newer content again. */
  @Test
  void changeThatWasAnnouncedAnew_isLeftToTheConfirmationOfThat() {
    announcements.add(new Announcement(6, ANNOUNCED));
    List<Confirmation> queue = lane.add(List.of(), changes(5, 0)).queue();
    announcements.add(new Announcement(6, ANNOUNCED.plusMillis(1)));

    ConfirmLane.Step step = lane.step(queue);

    assertThat(step.queue()).isEmpty();
    assertThat(service.confirmed).containsExactly(5L);
    assertThat(step.lives())
        .containsExactly(ChangeLife.applied(5, START), ChangeLife.confirmed(5, START));

    Confirmation newer = changes(6, 0, ANNOUNCED.plusMillis(1)).without(List.of(7L));
    assertThat(lane.step(List.of(newer)).queue()).isEmpty();
    assertThat(service.confirmed).containsExactly(5L, 6L);
    assertThat(announcements.newest).isEmpty();
  }

  @Test
  void changeThatIsAnnouncedAnewWhileItsConfirmationFails_isAskedForNoMore() {
    service.failure = new IOException("gone");
    List<Confirmation> queue = lane.step(List.of(changes(5, 0))).queue();
    announcements.add(new Announcement(5, ANNOUNCED.plusSeconds(9)));
    announcements.add(new Announcement(6, ANNOUNCED.plusSeconds(9)));
    service.failure = null;
    clock.now = queue.get(0).notBefore();

    ConfirmLane.Step step = lane.step(queue);

    assertThat(step.queue()).isEmpty();
    assertThat(step.lives()).isEmpty();
    assertThat(service.confirmed).isEmpty();
    assertThat(announcements.newest).containsOnlyKeys(5L, 6L);
  }

  /** As after an update of the job: nothing is known of what was announced before. */
  @Test
  void rowsOfUnknownAnnouncements_areConfirmedUnlessOneIsHeardOf() {
    assertThat(lane.step(List.of(changes(5, 0, Instant.EPOCH))).lives())
        .contains(ChangeLife.confirmed(5, START));
    announcements.add(new Announcement(8, ANNOUNCED));
    assertThat(lane.step(List.of(changes(8, 0, Instant.EPOCH))).lives())
        .doesNotContain(ChangeLife.confirmed(8, START))
        .contains(ChangeLife.confirmed(9, START));
  }

  @Test
  void announcementThatComesLateOrTwice_doesNotReplaceANewerOne() {
    announcements.add(new Announcement(5, ANNOUNCED));
    announcements.add(new Announcement(5, ANNOUNCED.minusSeconds(5)));

    assertThat(announcements.newest(5)).isEqualTo(new Announcement(5, ANNOUNCED));
  }

  @Test
  void withoutConfirming_changesAreShownAsAppliedAlone() {
    ConfirmLane.Step step =
        new ConfirmLane(service, false, announcements, clock).step(List.of(changes(5, 0)));
    assertThat(step.queue()).isEmpty();
    assertThat(step.lives())
        .containsExactly(ChangeLife.applied(5, START), ChangeLife.applied(6, START));
    assertThat(service.confirmed).isEmpty();
  }

  @Test
  void finish_triesForHalfAMinute() {
    service.failure = new IOException("gone");
    List<Duration> waits = new ArrayList<>();
    List<Confirmation> left =
        lane.finish(
            List.of(changes(5, 0).failedUntil(START.plusSeconds(300))),
            wait -> {
              waits.add(wait);
              clock.now = clock.now.plus(wait);
              return true;
            },
            step -> {});
    assertThat(left).singleElement().satisfies(one -> assertThat(one.revision()).isEqualTo(6));
    assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /** Two changes of site 3 with so many records. */
  private static Confirmation changes(long first, long records) {
    return changes(first, records, ANNOUNCED);
  }

  private static Confirmation changes(long first, long records, Instant announcedAt) {
    return new Confirmation(
        3,
        first + 1,
        List.of(first, first + 1),
        announcedAt,
        new Confirmation.Seconds(0, 59, START, records),
        START,
        null,
        false,
        0,
        Instant.EPOCH);
  }

  private static final class Remembered implements Announcements {
    private final Map<Long, Announcement> newest = new HashMap<>();

    @Override
    public @Nullable Announcement newest(long changeId) {
      return newest.get(changeId);
    }

    @Override
    public void keep(Announcement announcement) {
      newest.put(announcement.changeId(), announcement);
    }

    @Override
    public void forget(long changeId) {
      newest.remove(changeId);
    }
  }

  private static final class FakeService implements ConfirmService {
    private long held;
    private @Nullable IOException failure;
    private final Set<Long> listed = new TreeSet<>();
    private final Set<Long> confirmed = new TreeSet<>();

    @Override
    public long held(Confirmation changes) {
      return held;
    }

    @Override
    public Set<Long> confirm(long siteId, Collection<Long> changeIds) throws IOException {
      if (failure != null) {
        throw failure;
      }
      confirmed.addAll(changeIds);
      confirmed.removeAll(listed);
      return Set.copyOf(listed);
    }

    @Override
    public void close() {}
  }

  private static final class StillClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
