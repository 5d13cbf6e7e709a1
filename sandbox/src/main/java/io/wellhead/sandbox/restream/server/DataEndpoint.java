// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.world.RecordReader;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** The streamed time series: one JSON array, cut when something fails inside (section 3). */
final class DataEndpoint {

  private final World world;
  private final SimulatedTime time;
  private final LongFunction<RowSource> stored;
  private final boolean unroutedSiteIds;
  private final Faults faults;
  private final AtomicLong records;

  DataEndpoint(
      World world,
      SimulatedTime time,
      LongFunction<RowSource> stored,
      boolean unroutedSiteIds,
      Faults faults,
      AtomicLong records) {
    this.faults = faults;
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
    DataBody body = new DataBody(rows, reader.writer(), faults, records);
    if (call.wantsStreaming()) {
      body.stream(exchange);
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(body.whole()));
    }
  }
}
