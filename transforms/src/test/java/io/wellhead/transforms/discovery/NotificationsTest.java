// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Notifications of a bucket through {@code PubsubIO}: against a small Pub/Sub of our own, and
 * against the emulator of the Cloud SDK where that is installed.
 */
class NotificationsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBSCRIPTION = "projects/wellhead-demo/subscriptions/files";
  private static final String TOPIC = "projects/wellhead-demo/topics/files";
  private static final String PATTERN = "gs://" + StorageService.BUCKET + "/cdc/**";
  private static final Map<String, BlockingQueue<String>> FOUND = new ConcurrentHashMap<>();

  private final String run = UUID.randomUUID().toString();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private String pubsub = "";

  enum Service {
    OWN,
    EMULATOR
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable service : opened) {
      service.close();
    }
    FOUND.remove(run);
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void notifications_giveEachNewObjectOnce(Service service) throws Exception {
    open(service);
    StorageService storage = storage();
    publish("OBJECT_FINALIZE", "cdc/db_t/a.avro", "1", "{\"size\":\"7\"}");
    publish("OBJECT_FINALIZE", "cdc/db_t/a.avro", "1", "{\"size\":\"7\"}");
    publish("OBJECT_FINALIZE", "cdc/db_t/a.avro", "2", "{\"size\":\"8\"}");
    publish("OBJECT_FINALIZE", "cdc/db_t/two words%2F+é.jsonl", "3", "no JSON");
    publish("OBJECT_DELETE", "cdc/db_t/deleted.avro", "4", "{}");
    publish("OBJECT_METADATA_UPDATE", "cdc/db_t/touched.avro", "5", "{}");
    publish("OBJECT_FINALIZE", "cdc/db_t/2026/", "6", "{}");
    publish("OBJECT_FINALIZE", "elsewhere/b.avro", "7", "{}");
    publish(Map.of("bucketId", "other"), "OBJECT_FINALIZE", "cdc/db_t/b.avro", "8", "{}");
    publish(Map.of("eventType", ""), "", "cdc/db_t/untold.avro", "9", "{}");
    send(Map.of(), "\u0000garbage");
    send(Map.of("eventType", "OBJECT_FINALIZE", "bucketId", StorageService.BUCKET), "{}");
    publish("OBJECT_FINALIZE", "cdc/last", "10", "{}");

    PipelineResult result = start(storage, FindFiles.of(PATTERN));
    List<String> found =
        await(
            "gs://changes/cdc/db_t/a.avro#1 7",
            "gs://changes/cdc/db_t/a.avro#2 8",
            "gs://changes/cdc/db_t/two words%2F+é.jsonl#3 0",
            "gs://changes/cdc/last#10 0",
            "the notification has no eventType",
            "the notification has no eventType",
            "the notification has no objectId");
    result.cancel();

    assertThat(found).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void sweepAndNotifications_togetherGiveEachVersionOnce(Service service) throws Exception {
    open(service);
    StorageService storage = storage();
    Instant made = Instant.now();
    long told = storage.put("cdc/db_t/2026/01/01/00/00/told.avro", new byte[5], made);
    long missed = storage.put("cdc/db_t/2026/01/01/00/00/missed.avro", new byte[6], made);
    publish("OBJECT_FINALIZE", "cdc/db_t/2026/01/01/00/00/told.avro", "" + told, "{}");
    publish("OBJECT_FINALIZE", "cdc/db_t/2026/01/01/00/00/told.avro", "" + told, "{}");

    Drain drain = Drain.create();
    FindFiles.Sweeps sweeps = new FindFiles.Sweeps(Duration.ofMillis(200), Duration.ofMillis(400));
    PipelineResult result = start(storage, FindFiles.of(PATTERN).withSweeps(sweeps, drain));
    await(
        "gs://changes/cdc/db_t/2026/01/01/00/00/told.avro#" + told,
        "gs://changes/cdc/db_t/2026/01/01/00/00/missed.avro#" + missed);
    // A new version that nobody tells, and a new file that comes in both ways.
    long again = storage.put("cdc/db_t/2026/01/01/00/00/missed.avro", new byte[7], Instant.now());
    long late = storage.put("cdc/db_t/2025/01/01/00/00/late.avro", new byte[8], Instant.now());
    publish("OBJECT_FINALIZE", "cdc/db_t/2025/01/01/00/00/late.avro", "" + late, "{}");
    List<String> found =
        await(
            "gs://changes/cdc/db_t/2026/01/01/00/00/missed.avro#" + again,
            "gs://changes/cdc/db_t/2025/01/01/00/00/late.avro#" + late);
    drain.request();
    result.cancel();

    assertThat(found).hasSize(2);
    assertThat(requireNonNull(FOUND.get(run))).isEmpty();
  }

  /** Waits until each of these has come, and gives all that came until then. */
  private List<String> await(String... beginnings) throws InterruptedException {
    List<String> all = new ArrayList<>();
    List<String> missing = new ArrayList<>(List.of(beginnings));
    while (!missing.isEmpty()) {
      String next = requireNonNull(FOUND.get(run)).poll(60, TimeUnit.SECONDS);
      assertThat(next).as("waiting for %s, after %s", missing, all).isNotNull();
      all.add(next);
      Optional<String> came = missing.stream().filter(next::startsWith).findFirst();
      assertThat(came).as("%s is none of %s", next, missing).isPresent();
      missing.remove(came.orElseThrow());
    }
    return all;
  }

  private PipelineResult start(StorageService storage, FindFiles find) {
    FOUND.put(run, new LinkedBlockingQueue<>());
    DirectOptions options =
        PipelineOptionsFactory.fromArgs(
                Stream.concat(Stream.of(storage.options()), Stream.of("--pubsubRootUrl=" + pubsub))
                    .toArray(String[]::new))
            .as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setBlockOnRun(false);
    options.setTargetParallelism(2);
    Pipeline pipeline = Pipeline.create(options);
    WithFailures.Result<PCollection<FoundFile>, DeadLetter> found =
        pipeline.apply("Find", find.withNotifications(SUBSCRIPTION));
    found.output().apply("Files", ParDo.of(new FilesFn(run)));
    found.failures().apply("Failures", ParDo.of(new FailuresFn(run)));
    return pipeline.run();
  }

  private static final class FilesFn extends DoFn<FoundFile, Void> {
    private static final long serialVersionUID = 1L;
    private final String run;

    FilesFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void collect(@Element FoundFile file) {
      requireNonNull(FOUND.get(run)).add(file.uri() + "#" + file.version() + " " + file.bytes());
    }
  }

  private static final class FailuresFn extends DoFn<DeadLetter, Void> {
    private static final long serialVersionUID = 1L;
    private final String run;

    FailuresFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void collect(@Element DeadLetter letter) {
      requireNonNull(FOUND.get(run)).add(letter.message());
    }
  }

  private StorageService storage() throws IOException {
    StorageService storage = StorageService.start();
    opened.add(storage);
    return storage;
  }

  private void open(Service service) throws IOException, InterruptedException {
    if (service == Service.OWN) {
      pubsub = opened(PubsubService.start(), PubsubService::rootUrl);
    } else {
      Optional<Path> jar = PubsubEmulator.find();
      Assumptions.assumeTrue(jar.isPresent(), "the Cloud SDK's Pub/Sub emulator is not installed");
      pubsub = opened(PubsubEmulator.start(jar.orElseThrow()), PubsubEmulator::rootUrl);
    }
    call("PUT", TOPIC, "{}");
    call("PUT", SUBSCRIPTION, "{\"topic\":\"" + TOPIC + "\",\"ackDeadlineSeconds\":60}");
  }

  private <S extends AutoCloseable> String opened(S service, Function<S, String> rootUrl) {
    opened.add(service);
    return rootUrl.apply(service);
  }

  private void publish(String event, String object, String generation, String payload)
      throws IOException, InterruptedException {
    publish(Map.of(), event, object, generation, payload);
  }

  /** As Cloud Storage tells it, but for these attributes; empty ones are left out. */
  private void publish(
      Map<String, String> other, String event, String object, String generation, String payload)
      throws IOException, InterruptedException {
    Map<String, String> attributes =
        new HashMap<>(
            Map.of(
                "eventType",
                event,
                "bucketId",
                StorageService.BUCKET,
                "objectId",
                object,
                "objectGeneration",
                generation,
                "eventTime",
                "2026-01-01T00:00:00.123456Z",
                "payloadFormat",
                "JSON_API_V1"));
    attributes.putAll(other);
    attributes.values().removeIf(String::isEmpty);
    send(attributes, payload);
  }

  private void send(Map<String, String> attributes, String payload)
      throws IOException, InterruptedException {
    String data = Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
    call(
        "POST",
        TOPIC + ":publish",
        JSON.writeValueAsString(
            Map.of("messages", List.of(Map.of("data", data, "attributes", attributes)))));
  }

  private void call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(pubsub + "/v1/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }
}
