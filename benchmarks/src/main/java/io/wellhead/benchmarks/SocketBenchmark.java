// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.Frame;
import io.wellhead.restream.MeasurementSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.model.Room;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * Records of the measurement socket through the client, against a listener on bare OkHttp that
 * takes each frame's text and acknowledges every fifth.
 *
 * <p>Frames hold one record of each of three sites. Every run has a new server, because a session
 * is read once.
 */
final class SocketBenchmark {
  private static final long SECONDS = 100_000;
  private static final long WARM_UP_SECONDS = 40_000;

  private SocketBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.out.println("Measurement socket, 1.9 kB records, three in a frame");
    bare(WARM_UP_SECONDS);
    through(WARM_UP_SECONDS, false);
    through(WARM_UP_SECONDS, true);
    Run floor = bare(SECONDS);
    Run delivered = through(SECONDS, false);
    Run decoded = through(SECONDS, true);
    floor.print();
    delivered.print();
    delivered.printAgainst(floor, 0.7);
    decoded.print();
    decoded.printAgainst(floor, 0.7);
    System.out.println("  target: at most 9 us CPU/record");
    System.exit(0);
  }

  private static Run bare(long seconds) throws Exception {
    try (LoadServer server = LoadServer.start(seconds, true)) {
      String token;
      try (RestreamClient client = client(server)) {
        token = client.accessToken().execute().reveal();
      }
      OkHttpClient http = new OkHttpClient();
      try {
        return Run.measure("bare OkHttp listener", () -> listen(http, server, token, seconds));
      } finally {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
      }
    }
  }

  private static long listen(OkHttpClient http, LoadServer server, String token, long seconds)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    AtomicLong characters = new AtomicLong();
    Request request =
        new Request.Builder()
            .url(
                server.baseUrl
                    + "/ws/data/pad/"
                    + server.padId
                    + "/?session_key=bare&si_units=false&resolution=raw&routed=true")
            .header("Authorization", "Bearer " + token)
            .build();
    WebSocket socket =
        http.newWebSocket(
            request,
            new WebSocketListener() {
              private long frames;

              @Override
              public void onMessage(WebSocket webSocket, String text) {
                characters.addAndGet(text.length());
                frames++;
                if (frames % 5 == 0) {
                  webSocket.send("{\"ack\": \"true\"}");
                }
                if (frames == seconds) {
                  done.countDown();
                }
              }

              @Override
              public void onFailure(WebSocket webSocket, Throwable t, Response response) {
                if (done.getCount() > 0) { // afterwards it is our own cancel
                  t.printStackTrace();
                }
              }
            });
    if (!done.await(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the frames did not come");
    }
    socket.cancel();
    return seconds * LoadServer.SITES;
  }

  private static Run through(long seconds, boolean decode) throws Exception {
    try (LoadServer server = LoadServer.start(seconds, true);
        RestreamClient client = client(server)) {
      client.accessToken().execute();
      return Run.measure(
          decode ? "client, every value read" : "client, records delivered",
          () -> read(client, server, seconds, decode));
    }
  }

  private static long read(RestreamClient client, LoadServer server, long seconds, boolean decode) {
    long expected = seconds * LoadServer.SITES;
    long records = 0;
    long check = 0;
    try (MeasurementSocket socket =
        client.measurements(
            Room.pad(server.padId),
            DataRequest.builder().routed(true).build(),
            SocketOptions.automatic())) {
      while (records < expected) {
        Frame frame = socket.poll(Duration.ofSeconds(30));
        if (frame == null) {
          throw new IllegalStateException("the frames did not come");
        }
        for (DataRecord record : frame.records()) {
          check += RecordUse.of(record, decode);
          records++;
        }
      }
    }
    if (check == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return records;
  }

  static RestreamClient client(LoadServer server) {
    return RestreamClient.builder()
        .baseUrl(server.baseUrl)
        .credentials(server.clientId, Secret.of(server.clientSecret))
        .build();
  }
}
