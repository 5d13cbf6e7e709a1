// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.Frame;
import io.wellhead.restream.Gap;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.MeasurementSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.SocketOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints live measurements. */
@Command(
    name = "measurements",
    description =
        "Print measurements as they come; with --from or --stage-name first those of the past.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream watch measurements pad:412",
      "  wellhead restream watch measurements site:9102 --fields surface_treating_pressure,slurry_rate,proppant_conc",
      "  wellhead restream watch measurements pad:412 --output json --limit 1000 > sample.jsonl"
    })
final class WatchMeasurementsCommand extends RestreamOperation {
  private static final Duration POLL = Duration.ofMillis(250);

  /** Shown first or not at all. */
  private static final Set<String> IN_FRONT = Set.of("timestamp", "unix_timestamp", "site_id");

  @Mixin private RoomParameter room;

  @Option(
      names = "--session-key",
      paramLabel = "KEY",
      description =
          "Continue the server's queue of an earlier run, which showed this key at its end.")
  private @Nullable String sessionKey;

  @Mixin private DataFilter filter;
  @Mixin private WatchOptions watch;

  private long lines;

  WatchMeasurementsCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    filter.check(this, room.get());
    watch.check(this);
  }

  @Override
  void run(RestreamClient client) {
    SocketOptions.Builder options = watch.socket(err());
    if (sessionKey != null) {
      options.sessionKey(sessionKey);
    }
    context().stop().listen();
    try (MeasurementSocket socket =
        client.measurements(room.get(), filter.request(room.get()), options.build())) {
      while (!context().stop().isRaised()
          && !socket.isOver()
          && !watch.isReached(lines)
          && !out().checkError()) {
        Frame frame = socket.poll(POLL);
        if (frame != null) {
          print(frame);
        }
      }
      err().println("wellhead: to go on from here: --session-key " + socket.sessionKey());
    }
  }

  private void print(Frame frame) {
    for (Gap gap : frame.gaps()) {
      err()
          .printf(
              "wellhead: missed %s to %s%s%n",
              Instant.ofEpochSecond(gap.lastBefore() + 1),
              Instant.ofEpochSecond(gap.firstAfter() - 1),
              gap.siteId().isPresent() ? " of site " + gap.siteId().getAsLong() : "");
    }
    for (DataRecord record : records(frame)) {
      if (watch.isReached(lines)) {
        return;
      }
      out().println(watch.isJson() ? record.text() : line(record));
      lines++;
    }
    out().flush();
  }

  private List<DataRecord> records(Frame frame) {
    try {
      return frame.records();
    } catch (MalformedDataException e) {
      err().println("wellhead: left out: " + e.getMessage());
      return List.of();
    }
  }

  private static String line(DataRecord record) {
    if (record.problem().isPresent()) {
      return "(" + record.problem().get() + ") " + record.text();
    }
    StringBuilder line = new StringBuilder(Instant.ofEpochSecond(record.timestamp()).toString());
    record.siteId().ifPresent(site -> line.append("  site ").append(site).append(' '));
    for (Map.Entry<String, @Nullable Object> value : record.values().entrySet()) {
      if (!IN_FRONT.contains(value.getKey())) {
        line.append(' ').append(value.getKey()).append('=').append(value.getValue());
      }
    }
    return Terminal.safe(line.toString());
  }
}
