// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.records.RowWriter;
import io.wellhead.sandbox.restream.world.RecordReader;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.xnio.channels.StreamSinkChannel;

/** The streamed time series: one JSON array, cut when something fails inside (section 3). */
final class DataEndpoint {

  private static final int FLUSH_AT = 64 * 1024;
  private static final long WRITE_POLL_MILLIS = 200;

  private final World world;
  private final SimulatedTime time;
  private final LongFunction<RowSource> stored;
  private final boolean unroutedSiteIds;
  private final AtomicLong records;

  DataEndpoint(
      World world,
      SimulatedTime time,
      LongFunction<RowSource> stored,
      boolean unroutedSiteIds,
      AtomicLong records) {
    this.world = world;
    this.time = time;
    this.stored = stored;
    this.unroutedSiteIds = unroutedSiteIds;
    this.records = records;
  }

  /** Blocks while the client reads. */
  void send(ApiCall call) throws IOException {
    Room room = call.room();
    DataQuery query = DataQuery.parse(call.query(), room);
    long now = time.newest();
    RecordReader reader = new RecordReader(world, room, query.shape(), stored, unroutedSiteIds);
    Iterator<Row> rows = reader.read(site -> query.intervals(world, site, now));
    HttpServerExchange exchange = call.exchange();
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    if (call.wantsStreaming()) {
      stream(rows, reader.writer(), exchange);
    } else {
      ByteBuilder body = new ByteBuilder(FLUSH_AT);
      body.append('[');
      for (String separator = ""; rows.hasNext(); separator = ",\n") {
        body.append(separator);
        reader.writer().write(rows.next(), body);
        records.incrementAndGet();
      }
      exchange.getResponseSender().send(ByteBuffer.wrap(body.append(']').toBytes()));
    }
  }

  private void stream(Iterator<Row> rows, RowWriter writer, HttpServerExchange exchange)
      throws IOException {
    StreamSinkChannel channel = exchange.getResponseChannel();
    ByteBuilder out = new ByteBuilder(FLUSH_AT + 4096);
    out.append('[');
    boolean first = true;
    while (rows.hasNext()) {
      if (!first) {
        out.append(',').append('\n');
      }
      first = false;
      writer.write(rows.next(), out);
      records.incrementAndGet();
      if (out.size() >= FLUSH_AT) {
        write(channel, out, exchange);
      }
    }
    out.append(']');
    write(channel, out, exchange);
    channel.shutdownWrites();
    while (!channel.flush()) {
      channel.awaitWritable(WRITE_POLL_MILLIS, TimeUnit.MILLISECONDS);
      requireOpen(exchange);
    }
    exchange.endExchange();
  }

  private static void write(StreamSinkChannel channel, ByteBuilder out, HttpServerExchange exchange)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.size());
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        channel.awaitWritable(WRITE_POLL_MILLIS, TimeUnit.MILLISECONDS);
        requireOpen(exchange);
      }
    }
    out.clear();
  }

  private static void requireOpen(HttpServerExchange exchange) throws IOException {
    if (!exchange.getConnection().isOpen()) {
      throw new IOException("the client is gone");
    }
  }
}
