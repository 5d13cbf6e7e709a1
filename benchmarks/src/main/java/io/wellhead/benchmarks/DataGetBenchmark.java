// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.Frame;
import io.wellhead.restream.MeasurementSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Records of the data GET through the client, against a bare Jackson token loop: over the same body
 * as it arrives from the same server, and over its bytes in memory.
 */
final class DataGetBenchmark {
  private static final long SECONDS = 200_000;
  private static final long IN_MEMORY_SECONDS = 50_000;
  private static final int WARM_UPS = 2;

  private DataGetBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.out.println("Data GET, 1.9 kB records");
    try (LoadServer server = LoadServer.start(SECONDS, true);
        RestreamClient client = SocketBenchmark.client(server)) {
      advance(client, server);
      String token = client.accessToken().execute().reveal();
      OkHttpClient http = new OkHttpClient();
      byte[] body = bytes(http, server, token);
      Run memory = null;
      Run floor = null;
      Run delivered = null;
      Run decoded = null;
      for (int i = 0; i <= WARM_UPS; i++) {
        memory = Run.measure("token loop over bytes in memory", () -> tokenLoop(parser(body)));
        floor = Run.measure("token loop over the HTTP body", () -> overHttp(http, server, token));
        delivered = Run.measure("client, records delivered", () -> read(client, server, false));
        decoded = Run.measure("client, every value read", () -> read(client, server, true));
      }
      memory.print();
      floor.print();
      delivered.print();
      delivered.printAgainst(floor, 0.6);
      delivered.printAgainst(memory, 0.6);
      decoded.print();
      decoded.printAgainst(floor, 0.6);
      System.out.println("  target: at most 11.5 us CPU/record");
    }
    System.exit(0);
  }

  /** REST serves what the simulated time has reached: a socket takes it to its end first. */
  private static void advance(RestreamClient client, LoadServer server) {
    long seconds = 0;
    try (MeasurementSocket socket =
        client.measurements(
            Room.site(server.siteId), DataRequest.DEFAULT, SocketOptions.automatic())) {
      while (seconds < SECONDS) {
        Frame frame = socket.poll(Duration.ofSeconds(30));
        if (frame == null) {
          throw new IllegalStateException("the frames did not come");
        }
        seconds += frame.records().size();
      }
    }
  }

  private static Request request(LoadServer server, String token, long seconds) {
    return new Request.Builder()
        .url(
            server.baseUrl
                + "/external/thirdparty/v1/sites/"
                + server.siteId
                + "/data/?si_units=false&resolution=raw&start_datetime="
                + LoadServer.START.toString().replace("T", "%20").replace("Z", "")
                + "&end_datetime="
                + LoadServer.START
                    .plusSeconds(seconds - 1)
                    .toString()
                    .replace("T", "%20")
                    .replace("Z", ""))
        .header("Authorization", "Bearer " + token)
        .header("Prefer", "streaming")
        .build();
  }

  private static byte[] bytes(OkHttpClient http, LoadServer server, String token)
      throws IOException {
    try (Response response = http.newCall(request(server, token, IN_MEMORY_SECONDS)).execute()) {
      return response.body().bytes();
    }
  }

  private static JsonParser parser(byte[] body) throws IOException {
    return new JsonFactory().createParser(body);
  }

  private static long overHttp(OkHttpClient http, LoadServer server, String token)
      throws IOException {
    try (Response response = http.newCall(request(server, token, SECONDS)).execute();
        InputStream body = response.body().byteStream()) {
      return tokenLoop(new JsonFactory().createParser(body));
    }
  }

  private static long tokenLoop(JsonParser parser) throws IOException {
    long records = 0;
    try (parser) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.END_OBJECT) {
          records++;
        }
      }
    }
    return records;
  }

  private static long read(RestreamClient client, LoadServer server, boolean decode) {
    long records = 0;
    long check = 0;
    DataRequest request =
        DataRequest.builder()
            .start(LoadServer.START)
            .end(LoadServer.START.plusSeconds(SECONDS - 1))
            .build();
    try (DataStream stream = client.data(Room.site(server.siteId), request)) {
      for (DataRecord record : stream) {
        check += RecordUse.of(record, decode);
        records++;
      }
    }
    if (check == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return records;
  }
}
