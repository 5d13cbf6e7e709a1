// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Watches how much heap is in use before and after each collection. Before it, a heap is full
 * whatever the work needs; what is left after it tells whether the work piles something up.
 */
final class HeapWatch implements AutoCloseable {
  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong peakAfterCollection = new AtomicLong();
  private final NotificationListener listener = this::collected;

  private HeapWatch() {
    emitters().forEach(emitter -> emitter.addNotificationListener(listener, null, null));
  }

  static HeapWatch start() {
    return new HeapWatch();
  }

  private void collected(Notification notification, Object handback) {
    var info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
            .getGcInfo();
    peak.accumulateAndGet(used(info.getMemoryUsageBeforeGc()), Math::max);
    peakAfterCollection.accumulateAndGet(used(info.getMemoryUsageAfterGc()), Math::max);
  }

  /** The heap's pools are those of the collector; metaspace and code are not part of it. */
  private static long used(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> pool.getKey().startsWith("G1"))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  long peakBytes() {
    return peak.get();
  }

  long peakBytesAfterCollection() {
    return peakAfterCollection.get();
  }

  private static Stream<NotificationEmitter> emitters() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean.class::cast)
        .map(NotificationEmitter.class::cast);
  }

  @Override
  public void close() throws ListenerNotFoundException {
    for (NotificationEmitter emitter : emitters().toList()) {
      emitter.removeNotificationListener(listener);
    }
  }
}
