// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.ConcurrencyLimits.Permit;
import io.wellhead.restream.Failure.AttemptFailed;
import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the data of a room, continued after cuts so that every record comes once.
 *
 * <p>How a cut pass continues. The data of a site, and un-routed data without site ids, come in the
 * order of time: the next request starts at the last second received. Data with several sites come
 * site by site, and the request cannot name a site, so it is repeated as a whole; so it is when
 * gaps are filled, since filled values depend on the records before them, and when the records did
 * not come in the order of time. In each case what was delivered before is left out, by site and
 * second.
 */
final class RoomPass implements RecordPass {

  private static final Logger log = LoggerFactory.getLogger(RoomPass.class);

  private final Gateway gateway;
  private final Room room;
  private final DataRequest request;
  private final Route route;
  private final Cancellation cancellation = new Cancellation();
  private final ReentrantLock reading = new ReentrantLock();
  private final SeenRecords seen = new SeenRecords();
  private @Nullable RetryLoop loop;
  private @Nullable Permit permit;
  private Transport.@Nullable Opened body;
  private @Nullable RecordReader reader;
  private @Nullable DataRecord next;
  private boolean resumed;
  private boolean progress;
  private volatile boolean complete;
  private volatile @Nullable RuntimeException failure;

  RoomPass(Gateway gateway, Room room, DataRequest request) {
    this.gateway = gateway;
    this.room = room;
    this.request = request;
    this.route = Route.ofRoom(room, "data");
  }

  @Override
  public boolean hasNext() {
    if (next != null || complete) {
      return next != null;
    } else if (failure != null) {
      throw failure;
    }
    reading.lock();
    try {
      next = advance();
      complete = next == null;
      return next != null;
    } catch (RestreamException | IllegalStateException e) {
      failure = e;
      throw e;
    } finally {
      if (next == null) {
        release();
      }
      reading.unlock();
      if (cancellation.isCanceled()) {
        releaseUnlessReading();
      }
    }
  }

  @Override
  public DataRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    DataRecord record = Objects.requireNonNull(next);
    next = null;
    return record;
  }

  private @Nullable DataRecord advance() {
    cancellation.throwIfCanceled();
    if (loop == null) {
      loop = new RetryLoop(gateway.environment(), true);
      permit = gateway.limits().acquire(route, true, cancellation);
    }
    while (true) {
      try {
        DataRecord record = read();
        if (record == null || isNew(record)) {
          return record;
        }
      } catch (AttemptFailed e) {
        closeBody();
        resumed = true;
        if (progress) {
          loop.progress();
          progress = false;
        }
        loop.afterFailure(e.failure(), () -> e.reject(gateway.tokens()), cancellation);
      }
    }
  }

  /** Whether the record was not delivered before a cut; one without a usable timestamp is new. */
  private boolean isNew(DataRecord record) {
    if (record.problem().isPresent()) {
      return true;
    }
    boolean added = seen.add(record);
    progress |= added;
    return added || !resumed;
  }

  private @Nullable DataRecord read() throws AttemptFailed {
    if (reader == null) {
      body = gateway.authorized(cancellation, this::open);
      reader = new RecordReader(body.response().body().byteStream());
    }
    try {
      return reader.next();
    } catch (IOException e) {
      cancellation.throwIfCanceled();
      throw new AttemptFailed(
          new Failure(Failure.Kind.CUT, ErrorPlace.of(route), false, "the data was cut", null, e));
    }
  }

  private Transport.Opened open(Secret token) throws AttemptFailed {
    DataRequest from = resumed ? continued() : request;
    Request http =
        gateway
            .transport()
            .request(route, from.query(room), token)
            .header("Prefer", "streaming")
            .build();
    return gateway.transport().open(route, http, null, cancellation);
  }

  private DataRequest continued() {
    boolean inOrder = !seen.isEmpty() && seen.isAscending() && (!room.isPad() || seen.hasNoSites());
    if (!inOrder || request.fillsGaps()) {
      log.debug("data starts over room={}", room);
      return request;
    }
    Instant last = Instant.ofEpochSecond(seen.lastTimestamp());
    log.debug("data continues room={} from={}", room, last);
    return request.start().filter(start -> start.isAfter(last)).isPresent()
        ? request
        : request.from(last);
  }

  @Override
  public boolean isOver() {
    return cancellation.isCanceled() || complete || failure != null;
  }

  @Override
  public void close() {
    cancellation.cancel();
    releaseUnlessReading();
  }

  /** A body must not be closed under the thread that reads it: that thread sees to it itself. */
  private void releaseUnlessReading() {
    if (reading.tryLock()) {
      try {
        release();
      } finally {
        reading.unlock();
      }
    }
  }

  private void release() {
    closeBody();
    if (permit != null) {
      permit.close();
    }
  }

  private void closeBody() {
    if (body != null) {
      body.close();
    }
    body = null;
    reader = null;
  }
}
