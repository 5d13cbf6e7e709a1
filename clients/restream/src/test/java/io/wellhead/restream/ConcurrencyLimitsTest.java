// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.ConcurrencyLimits.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** ReStream API, section 5.4. */
class ConcurrencyLimitsTest {

  private final ConcurrencyLimits limits = new ConcurrencyLimits(Duration.ofSeconds(30));

  @Test
  void routes_thatDifferInDigitsOnly_shareALimit() {
    assertThat(Route.item("pads", 7).limitKey()).isEqualTo(Route.item("pads", 812).limitKey());
    assertThat(Route.item("pads", 7).limitKey()).isNotEqualTo(Route.item("sites", 7).limitKey());
  }

  @Test
  void manyCalls_neverExceedTheLimit_andLeaveNothingBehind() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(12);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      calls.add(
          threads.submit(
              () -> {
                Route route = Route.item("pads", ThreadLocalRandom.current().nextInt(1, 99));
                try (Permit permit = limits.acquire(route, false, new Cancellation())) {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(10_000);
                  running.decrementAndGet();
                  assertThat(permit).isNotNull();
                }
              }));
    }
    for (Future<?> call : calls) {
      call.get(30, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(most.get()).isBetween(1, 3);
    assertThat(limits.size()).isZero();
  }

  @Test
  void waiters_areServedInOrder() throws Exception {
    Route route = Route.collection("pads");
    List<Permit> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      held.add(limits.acquire(route, false, new Cancellation()));
    }
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch done = new CountDownLatch(5);
    for (int i = 0; i < 5; i++) {
      int number = i;
      threads.execute(
          () -> {
            try (Permit permit = limits.acquire(route, false, new Cancellation())) {
              served.add(number);
              assertThat(permit).isNotNull();
            }
            done.countDown();
          });
      while (limits.waiting(route) < i + 1) {
        Thread.onSpinWait();
      }
    }
    held.get(0).close();
    held.get(0).close();

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(served).containsExactly(0, 1, 2, 3, 4);
    held.forEach(Permit::close);
    assertThat(limits.size()).isZero();
    threads.shutdown();
  }
}
