// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.server.HttpServerExchange;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.faults.Faults.Firing;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/** Writes one data answer, with the faults that befall it. One thread. */
final class DataBody {

  private static final int FLUSH_AT = 64 * 1024;
  private static final long WRITE_POLL_MILLIS = 200;
  private static final long STALL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final byte[] SEPARATOR = {',', '\n'};

  /** Ends of records with a value that is no number. */
  private static final Map<Fault, byte[]> VALUES =
      Map.of(
          Fault.BODY_INFINITY,
          ",\"friction_reduction\":\"Infinity\"}".getBytes(StandardCharsets.UTF_8),
          Fault.BODY_NAN,
          ",\"friction_reduction\":\"NaN\"}".getBytes(StandardCharsets.UTF_8));

  private final Iterator<Row> rows;
  private final RowWriter writer;
  private final AtomicLong records;
  private final Faults faults;
  private final List<Firing> firings;
  private final ByteBuilder out = new ByteBuilder(FLUSH_AT + 8 * 1024);
  private long written;

  DataBody(Iterator<Row> rows, RowWriter writer, Faults faults, AtomicLong records) {
    this.rows = rows;
    this.writer = writer;
    this.faults = faults;
    this.records = records;
    this.firings = faults.at(Fault.Point.BODY, Route.DATA);
  }

  /** The whole body, for a client that does not ask for streaming (section 9.44). */
  byte[] whole() {
    out.append('[');
    while (rows.hasNext()) {
      next();
    }
    return out.append(']').toBytes();
  }

  /** Sends as it writes; blocks while the client does not read. */
  void stream(HttpServerExchange exchange) throws IOException {
    StreamSinkChannel channel = exchange.getResponseChannel();
    out.append('[');
    while (rows.hasNext()) {
      if (!firings.isEmpty() && !survives(channel, exchange)) {
        IoUtils.safeClose(exchange.getConnection());
        return;
      }
      next();
      if (out.size() >= FLUSH_AT) {
        write(channel, exchange);
      }
    }
    out.append(']');
    write(channel, exchange);
    channel.shutdownWrites();
    flush(channel, exchange);
    exchange.endExchange();
  }

  private void next() {
    if (written++ > 0) {
      out.append(SEPARATOR);
    }
    writer.write(rows.next(), out);
    records.incrementAndGet();
    for (Firing firing : firings) {
      byte[] value = VALUES.get(firing.fault());
      if (value != null && written == firing.amount() + 1) {
        out.truncate(out.size() - 1);
        out.append(value);
      }
    }
  }

  /** Lets stalls and cuts happen; returns whether the body goes on. */
  private boolean survives(StreamSinkChannel channel, HttpServerExchange exchange)
      throws IOException {
    for (Firing firing : firings) {
      if (written != firing.amount()) {
        continue;
      }
      if (firing.fault() == Fault.BODY_CUT) {
        out.append(SEPARATOR).append("{\"timestamp\":");
        write(channel, exchange);
        flush(channel, exchange);
        return false;
      }
      if (firing.fault() == Fault.BODY_STALLED) {
        write(channel, exchange);
        flush(channel, exchange);
        while (faults.inForce(firing) && exchange.getConnection().isOpen()) {
          LockSupport.parkNanos(STALL_POLL_NANOS);
        }
      }
    }
    return true;
  }

  private void write(StreamSinkChannel channel, HttpServerExchange exchange) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.size());
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(channel, exchange);
      }
    }
    out.clear();
  }

  private static void flush(StreamSinkChannel channel, HttpServerExchange exchange)
      throws IOException {
    while (!channel.flush()) {
      await(channel, exchange);
    }
  }

  private static void await(StreamSinkChannel channel, HttpServerExchange exchange)
      throws IOException {
    channel.awaitWritable(WRITE_POLL_MILLIS, TimeUnit.MILLISECONDS);
    if (!exchange.getConnection().isOpen()) {
      throw new IOException("the client is gone");
    }
  }
}
