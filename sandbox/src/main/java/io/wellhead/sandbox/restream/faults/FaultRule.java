// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault and when it happens. Immutable; each {@code with}-like method gives a changed copy. Made
 * by {@link #of}, a rule lets its fault happen at every opportunity on every route but the token's.
 *
 * @param first the first opportunity at which it may happen, counted from 1
 * @param every of so many opportunities one
 * @param probability of happening at a remaining opportunity
 * @param seed of that chance
 * @param times how often it may happen altogether
 * @param during how long the rule lives, by the sandbox's clock; null for ever
 * @param amount see {@link Fault}
 */
public record FaultRule(
    Fault fault,
    Set<Route> routes,
    long first,
    long every,
    double probability,
    long seed,
    long times,
    @Nullable Duration during,
    long amount) {

  public FaultRule {
    routes = Set.copyOf(routes);
    if (first < 1 || every < 1 || times < 1 || amount < 0) {
      throw new IllegalArgumentException(
          "first=%d, every=%d, times=%d must be at least 1 and amount=%d not negative"
              .formatted(first, every, times, amount));
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability=" + probability + " must be above 0 and at most 1");
    }
  }

  public static FaultRule of(Fault fault) {
    return new FaultRule(
        fault,
        EnumSet.complementOf(EnumSet.of(Route.TOKEN)),
        1,
        1,
        1,
        0,
        Long.MAX_VALUE,
        null,
        fault.defaultAmount());
  }

  /** Only on these routes. */
  public FaultRule on(Route... only) {
    Set<Route> set = Set.copyOf(Arrays.asList(only));
    return new FaultRule(fault, set, first, every, probability, seed, times, during, amount);
  }

  /** Only at the next opportunity. */
  public FaultRule once() {
    return times(1);
  }

  /** Only at the n-th opportunity, counted from 1. */
  public FaultRule nth(long n) {
    return new FaultRule(fault, routes, n, 1, probability, seed, 1, during, amount);
  }

  /** Not before the n-th opportunity, counted from 1. */
  public FaultRule from(long n) {
    return new FaultRule(fault, routes, n, every, probability, seed, times, during, amount);
  }

  /** At one of so many opportunities. */
  public FaultRule every(long n) {
    return new FaultRule(fault, routes, n, n, probability, seed, times, during, amount);
  }

  /** At each opportunity with this chance. */
  public FaultRule withProbability(double chance, long chanceSeed) {
    return new FaultRule(fault, routes, first, every, chance, chanceSeed, times, during, amount);
  }

  /** At most so often. */
  public FaultRule times(long n) {
    return new FaultRule(fault, routes, first, every, probability, seed, n, during, amount);
  }

  /** Only so long from the moment it is added. */
  public FaultRule during(Duration time) {
    return new FaultRule(fault, routes, first, every, probability, seed, times, time, amount);
  }

  /** With another amount. */
  public FaultRule amount(long number) {
    return new FaultRule(fault, routes, first, every, probability, seed, times, during, number);
  }
}
