// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.Call;
import io.wellhead.restream.CanceledException;
import java.io.Serial;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Ends the reading of a pipeline that runs in this process in good order: once requested, every
 * reader that was given this drain reports that it is at its end. So what was read passes through
 * the whole pipeline, windows and buffers close as at a real end, and the pipeline ends by itself.
 * Canceling a pipeline drops what is still on its way instead.
 *
 * <p>Readers are copied by the runner, so a drain finds its readers by its identity within the
 * process. In other processes, such as the workers of a service that has its own drain, a request
 * is not seen. Any thread.
 */
public final class Drain implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * What the copies of a drain share, as long as one of them is in use. Nobody else knows when that
   * ends: a canceled pipeline's readers go on for a while, and must not find it forgotten.
   */
  private static final Map<String, WeakReference<Requests>> OF_PROCESS = new HashMap<>();

  /** How long to wait after a refusal of {@link #mayGoOn} before asking again. */
  public static final Duration TURN = Duration.ofMillis(50);

  static final int MOST_REFUSALS = 100;

  /** Work that was moved to another process must not hold readers here for ever. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

  private final String id;
  private final transient Requests requests;

  private Drain(String id) {
    this.id = id;
    requests = ofProcess(id);
  }

  private static Requests ofProcess(String id) {
    synchronized (OF_PROCESS) {
      forgetUnused();
      WeakReference<Requests> shared = OF_PROCESS.get(id);
      Requests requests = shared == null ? null : shared.get();
      if (requests == null) {
        requests = new Requests();
        OF_PROCESS.put(id, new WeakReference<>(requests));
      }
      return requests;
    }
  }

  private static void forgetUnused() {
    OF_PROCESS.values().removeIf(shared -> shared.refersTo(null));
  }

  @Serial
  private Object readResolve() {
    return new Drain(id);
  }

  /** A drain for one run of one pipeline. */
  public static Drain create() {
    return new Drain(UUID.randomUUID().toString());
  }

  /** Ends the reading; repeating does nothing. */
  public void request() {
    requests.request();
  }

  /** Whether the reading is to end. */
  public boolean isRequested() {
    return requests.isRequested();
  }

  /**
   * Executes a call, which a request ends: a service that does not answer must not hold the drain.
   *
   * @throws ReadingEndedException if the drain was requested before the answer came
   * @throws io.wellhead.restream.RestreamException if the call failed otherwise
   */
  <T> T execute(Call<T> call) throws ReadingEndedException {
    return during(call::cancel, call::execute);
  }

  /**
   * Does something that a request ends, as {@link #execute} does for a call.
   *
   * @param cancel makes the work fail with {@link CanceledException}; any thread
   * @throws ReadingEndedException if the drain was requested before the work was done
   */
  <T> T during(Runnable cancel, Supplier<T> work) throws ReadingEndedException {
    requests.add(cancel);
    try {
      return work.get();
    } catch (CanceledException e) {
      if (!requests.isRequested()) {
        throw e;
      }
      throw new ReadingEndedException(e);
    } finally {
      requests.remove(cancel);
    }
  }

  /** Told by readers each time that they are asked for an element. */
  public void noteReading() {
    requests.noteReading();
  }

  /**
   * Whether work that goes on by itself, such as the reading of a corrected year, may take its next
   * step. A runner in one process asks readers for elements only when nothing else is left to do,
   * so such work would keep everything else of the pipeline from being read for as long as it
   * lasts.
   *
   * @return true if a reader of this process was asked since the last time, or where there is none:
   *     none was ever asked, or none during {@value #MOST_REFUSALS} refusals in a row
   */
  public boolean mayGoOn() {
    return requests.mayGoOn();
  }

  /**
   * Told by work that goes on by itself, whether it has something to do at once.
   *
   * @param work its name within the run
   */
  public void noteWork(String work, boolean due) {
    requests.noteWork(work, due);
  }

  /**
   * Whether some work of this process told within a minute that it has something to do at once.
   * Readers whose input has an end wait for it: at the end of the input state is dropped, and all
   * that is left would have to be done in one bundle.
   */
  boolean isWorking() {
    return requests.isWorking();
  }

  /** How many drains of this process are in use. */
  static int inUse() {
    synchronized (OF_PROCESS) {
      forgetUnused();
      return OF_PROCESS.size();
    }
  }

  /** The switch of one drain, and what it ends. */
  private static final class Requests {
    private final Set<Runnable> ends = new HashSet<>();

    /** By name of the work, when it told. */
    private final Map<String, Long> working = new HashMap<>();

    private boolean requested;
    private boolean reading;
    private boolean readSince;
    private int refusals;

    synchronized boolean isRequested() {
      return requested;
    }

    synchronized void noteReading() {
      reading = true;
      readSince = true;
    }

    synchronized boolean mayGoOn() {
      if (refusals == MOST_REFUSALS) {
        reading = false;
      }
      if (reading && !readSince) {
        refusals++;
        return false;
      }
      readSince = false;
      refusals = 0;
      return true;
    }

    synchronized void noteWork(String work, boolean due) {
      if (due) {
        working.put(work, System.nanoTime());
      } else {
        working.remove(work);
      }
    }

    synchronized boolean isWorking() {
      long now = System.nanoTime();
      return working.values().stream().anyMatch(told -> now - told < LONGEST_STEP.toNanos());
    }

    void add(Runnable end) {
      boolean late;
      synchronized (this) {
        ends.add(end);
        late = requested;
      }
      if (late) {
        end.run();
      }
    }

    synchronized void remove(Runnable end) {
      ends.remove(end);
    }

    void request() {
      Set<Runnable> all;
      synchronized (this) {
        requested = true;
        all = Set.copyOf(ends);
      }
      all.forEach(Runnable::run);
    }
  }
}
