// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.beam.sdk.extensions.gcp.util.gcsfs.GcsPath;
import org.apache.beam.sdk.io.FileSystemUtils;
import org.apache.beam.sdk.io.gcp.pubsub.PubsubMessage;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads notifications of Cloud Storage: new objects of the folder are given on, other events and
 * other objects are counted and left out, and what is no notification becomes a dead letter, once,
 * instead of coming back for ever.
 */
final class NotificationFn extends DoFn<PubsubMessage, FoundFile> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<FoundFile> FILES = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};
  static final String STEP = "Read notifications";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Counter ignored =
      Metrics.counter(DiscoveryMetrics.NAMESPACE, DiscoveryMetrics.NOTIFICATIONS_IGNORED_COUNT);
  private final String bucket;
  private final Pattern objects;
  private final Clock clock;

  NotificationFn(String pattern, Clock clock) {
    GcsPath path = GcsPath.fromUri(pattern);
    bucket = path.getBucket();
    objects = Pattern.compile(FileSystemUtils.wildcardToRegexp(path.getObject()));
    this.clock = clock;
  }

  @ProcessElement
  public void read(@Element PubsubMessage message, MultiOutputReceiver out) {
    String event = message.getAttribute("eventType");
    String name = message.getAttribute("objectId");
    String generation = message.getAttribute("objectGeneration");
    String missing =
        event == null
            ? "eventType"
            : name == null ? "objectId" : generation == null ? "objectGeneration" : null;
    if (missing != null) {
      out.get(FAILURES).output(failure(message, "the notification has no " + missing));
      return;
    }
    if (!event.equals("OBJECT_FINALIZE")
        || !bucket.equals(message.getAttribute("bucketId"))
        || name.endsWith("/")
        || !objects.matcher(name).matches()) {
      ignored.inc();
      return;
    }
    out.get(FILES)
        .output(
            new FoundFile(
                "gs://" + bucket + "/" + name,
                generation,
                size(message),
                createdAt(message.getAttribute("eventTime"))));
  }

  private static long size(PubsubMessage message) {
    try {
      JsonNode object = JSON.readTree(message.getPayload());
      return object == null ? 0 : object.path("size").asLong(0);
    } catch (IOException e) {
      // The payload may be switched off; only the size is taken from it.
      return 0;
    }
  }

  private Instant createdAt(@Nullable String eventTime) {
    try {
      return eventTime == null ? clock.instant() : Instant.parse(eventTime);
    } catch (DateTimeException e) {
      return clock.instant();
    }
  }

  private DeadLetter failure(PubsubMessage message, String reason) {
    return DeadLetter.of(
        STEP,
        ErrorKind.INVALID,
        reason,
        new DeadLetter.Subject(
            message.getPayload(), message.getAttribute("objectId"), clock.instant()),
        clock.instant());
  }
}
