// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.EncodedState;
import io.wellhead.transforms.Outputs;
import io.wellhead.transforms.WaitingTimer;
import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.confirming.ChangeLife.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

/** What confirming finds in its state and leaves there. */
class ConfirmingStateTest {
  private static final Instant T = Instant.parse("2030-06-01T10:00:00Z");
  private static final long ID = 2201;
  private static final String USABLE =
      "{\"id\":2201,\"site\":9102,\"start_date\":\"2030-05-01T00:00:00Z\",\"end_date\":\"2030-05-02T00:00:00Z\"}";
  private static final String QUEUE_BYTES =
      "00000001" // one confirmation
          + "01" // version
          + "8e47" // site
          + "9911" // revision
          + "019911" // one change
          + "3c77" // first and last second
          + "010900" // first read at
          + "3b" // records
          + "0a00" // durable at
          + "00" // no error
          + "01" // applied
          + "03" // failures
          + "0a00"; // not before

  private final MapState<Long, Announcement> announced =
      EncodedState.map(AnnouncementCoder.of(), ID, "");

  @Test
  void confirmationThatAnEarlierBuildLeft_isMade() throws IOException {
    List<String> calls = new ArrayList<>();
    ConfirmFn lane =
        new ConfirmFn(options -> new Answering(calls), true, Clock.fixed(T, ZoneOffset.UTC));
    lane.open(PipelineOptionsFactory.create());
    ValueState<List<Confirmation>> queue =
        EncodedState.value(ListCoder.of(ConfirmationCoder.of()), QUEUE_BYTES);
    List<ChangeLife> lives = new ArrayList<>();
    WaitingTimer timer = new WaitingTimer();

    lane.step(queue, announced, timer, Outputs.to(lives));

    assertThat(calls).containsExactly("9102: [2201]");
    assertThat(lives).containsExactly(ChangeLife.confirmed(ID, T));
    assertThat(queue.read()).isNull();
    assertThat(timer.waiting()).isNull();
  }

  @Test
  void announcements_areKeptUntilTheirChangeIsConfirmed() throws IOException {
    List<String> calls = new ArrayList<>();
    ConfirmFn lane =
        new ConfirmFn(options -> new Answering(calls), true, Clock.fixed(T, ZoneOffset.UTC));
    lane.open(PipelineOptionsFactory.create());
    ValueState<List<Confirmation>> queue =
        EncodedState.value(ListCoder.of(ConfirmationCoder.of()), QUEUE_BYTES);
    List<ChangeLife> lives = new ArrayList<>();
    WaitingTimer timer = new WaitingTimer();

    lane.queue(KV.of(0, new Announcement(ID, T)), queue, announced, timer, Outputs.to(lives));
    assertThat(timer.waiting()).as("nothing to be done at once").isNull();
    lane.step(queue, announced, timer, Outputs.to(lives));
    assertThat(calls).isEmpty();
    assertThat(queue.read()).isNull();

    Confirmation newer =
        new Confirmation(
            9102,
            ID,
            List.of(ID),
            T,
            new Confirmation.Seconds(60, 119, null, 0),
            T,
            null,
            false,
            0,
            Instant.EPOCH);
    lane.queue(KV.of(0, newer), queue, announced, timer, Outputs.to(lives));
    lane.step(queue, announced, timer, Outputs.to(lives));

    assertThat(calls).containsExactly("9102: [2201]");
    assertThat(lives).containsExactly(ChangeLife.applied(ID, T), ChangeLife.confirmed(ID, T));
    assertThat(announced.get(ID).read()).isNull();
  }

  /** Lists nothing any more. */
  private record Answering(List<String> calls) implements ConfirmService {
    @Override
    public long held(Confirmation changes) {
      throw new AssertionError("bronze was asked already");
    }

    @Override
    public Set<Long> confirm(long siteId, Collection<Long> changeIds) {
      calls.add(siteId + ": " + changeIds);
      return Set.of();
    }

    @Override
    public void close() {}
  }

  private final ValueState<ChangeLife> state = EncodedState.value(ChangeLifeCoder.of(), "");
  private final List<ChangeLife> given = new ArrayList<>();

  @Test
  void stepsBeforeTheAnnouncement_areGivenWithIt() {
    FollowLivesFn follow = new FollowLivesFn(Status.CONFIRMED);
    follow(follow, read(2));
    follow(follow, ChangeLife.applied(ID, T.plusSeconds(3)));
    assertThat(given).isEmpty();

    follow(follow, received(0));

    assertThat(given)
        .containsExactly(received(0).plus(read(2)).plus(ChangeLife.applied(ID, T.plusSeconds(3))));
  }

  @Test
  void everyStepAfterTheAnnouncement_isGivenWithAllBefore() {
    FollowLivesFn follow = new FollowLivesFn(Status.CONFIRMED);
    follow(follow, received(0));
    follow(follow, read(2));
    follow(follow, ChangeLife.applied(ID, T.plusSeconds(3)));
    follow(follow, ChangeLife.refused(ID, T.plusSeconds(4), "it is listed still"));

    assertThat(given)
        .extracting(ChangeLife::status)
        .containsExactly(Status.RECEIVED, Status.READ, Status.APPLIED, Status.APPLIED);
    assertThat(given.get(3).error()).isEqualTo("it is listed still");
    assertThat(state.read()).isEqualTo(given.get(3));
  }

  @Test
  void changeThatIsConfirmed_isForgotten_andOneThatIsAnnouncedAgainBeginsAnew() {
    FollowLivesFn follow = new FollowLivesFn(Status.CONFIRMED);
    follow(follow, received(0));
    follow(follow, ChangeLife.confirmed(ID, T.plusSeconds(5)));
    assertThat(given.get(1).status()).isEqualTo(Status.CONFIRMED);
    assertThat(state.read()).isNull();

    follow(follow, received(10));

    assertThat(given.get(2)).isEqualTo(received(10));
    assertThat(state.read()).isEqualTo(received(10));
  }

  /** Another announcement overtook the confirmation of the first one. */
  @Test
  void confirmationOfAnEarlierAnnouncement_doesNotEndTheLife() {
    FollowLivesFn follow = new FollowLivesFn(Status.CONFIRMED);
    follow(follow, received(10));

    follow(follow, ChangeLife.confirmed(ID, T.plusSeconds(5)));

    assertThat(given.get(1)).isEqualTo(received(10));
    assertThat(state.read()).isNotNull();
  }

  @Test
  void withoutConfirming_changeIsForgottenWhenItIsApplied() {
    FollowLivesFn follow = new FollowLivesFn(Status.APPLIED);
    follow(follow, received(0));
    assertThat(state.read()).isNotNull();

    follow(follow, ChangeLife.applied(ID, T.plusSeconds(3)));

    assertThat(given).hasSize(2);
    assertThat(state.read()).isNull();
  }

  private void follow(FollowLivesFn follow, ChangeLife part) {
    follow.follow(KV.of(ID, part), state, Outputs.to(given));
  }

  private static ChangeLife read(long seconds) {
    return ChangeLife.read(ID, new ChangeLife.Read(T.plusSeconds(seconds), ID, 10, 2));
  }

  private static ChangeLife received(long seconds) {
    return ChangeLife.received(
        new ChangeEvent(
            ID,
            null,
            null,
            null,
            null,
            null,
            null,
            Room.site(9102),
            T.plusSeconds(seconds),
            ChangeEvent.Via.SOCKET,
            USABLE.getBytes(UTF_8)));
  }
}
