// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.faults;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The rules in force, and how often each fault has happened. Any thread. */
public final class Faults {

  /** A fault that happens now. */
  public static final class Firing {
    private final Fault fault;
    private final long amount;
    private final Active rule;

    private Firing(Fault fault, long amount, Active rule) {
      this.fault = fault;
      this.amount = amount;
      this.rule = rule;
    }

    public Fault fault() {
      return fault;
    }

    public long amount() {
      return amount;
    }
  }

  private static final class Active {
    private final FaultRule rule;
    private final Instant ends;
    private final Random random;
    private long opportunities;
    private long happened;

    Active(FaultRule rule, Instant ends) {
      this.rule = rule;
      this.ends = ends;
      this.random = new Random(rule.seed());
    }

    boolean happens(Instant now) {
      if (happened >= rule.times() || !now.isBefore(ends)) {
        return false;
      }
      opportunities++;
      boolean due =
          opportunities >= rule.first()
              && (opportunities - rule.first()) % rule.every() == 0
              && (rule.probability() == 1 || random.nextDouble() < rule.probability());
      if (due) {
        happened++;
      }
      return due;
    }
  }

  private final Clock clock;
  private final List<Active> rules = new ArrayList<>();
  private final Map<Fault, Long> happened = new EnumMap<>(Fault.class);
  private volatile boolean quiet = true;

  public Faults(Clock clock) {
    this.clock = clock;
  }

  /** Puts a rule in force. */
  public synchronized void add(FaultRule rule) {
    Instant ends = rule.during() == null ? Instant.MAX : clock.instant().plus(rule.during());
    rules.add(new Active(rule, ends));
    quiet = false;
  }

  /** Takes all rules out of force and ends stalls; counts stay. */
  public synchronized void clear() {
    rules.clear();
    quiet = true;
    notifyAll();
  }

  public synchronized List<FaultRule> rules() {
    return rules.stream().map(active -> active.rule).toList();
  }

  /** How often the fault has happened. */
  public synchronized long happened(Fault fault) {
    return happened.getOrDefault(fault, 0L);
  }

  /** Counts an opportunity and gives what happens at it, in the order in which rules were added. */
  public List<Firing> at(Fault.Point point, Route route) {
    if (quiet) {
      return List.of();
    }
    List<Firing> firings = new ArrayList<>();
    synchronized (this) {
      Instant now = clock.instant();
      for (Active active : rules) {
        FaultRule rule = active.rule;
        if (rule.fault().point() == point && rule.routes().contains(route) && active.happens(now)) {
          happened.merge(rule.fault(), 1L, Long::sum);
          firings.add(new Firing(rule.fault(), rule.amount(), active));
        }
      }
    }
    return firings;
  }

  /** Whether the rule behind the firing is still in force: stalls end when it is not. */
  public synchronized boolean inForce(Firing firing) {
    return rules.contains(firing.rule);
  }
}
