// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of the package's documentation, compiled and run. */
class PackageExampleTest {

  private final List<Object> printed = new ArrayList<>();

  @Test
  void example_works() throws Exception {
    try (FakeRestream server = new FakeRestream()) {
      server
          .answer("/external/thirdparty/v1/pads/", "[{\"id\": 412, \"name\": \"Juniper\"}]")
          .answer(
              "/external/thirdparty/v1/sites/9102/data/",
              "[{\"timestamp\": 5, \"slurry_rate\": 88.25}]")
          .answer("/ws/data/site/9102/", ServerSocket.sending(MeasurementSocketTest.frame(7)));
      run(
          Map.of(
              "RESTREAM_HOST", server.baseUrl(),
              "RESTREAM_CLIENT_ID", "id",
              "RESTREAM_CLIENT_SECRET", "hush"));
    }
    assertThat(printed).hasSize(3).startsWith("Juniper", "5 88.25");
    assertThat(printed.get(2)).asString().contains("timestamp=7");
  }

  // example begins
  private void run(Map<String, String> environment) {
    try (RestreamClient client = RestreamClient.builder().environment(environment).build()) {

      for (Pad pad : client.pads().list(PadFilter.ALL.withComplete(false)).execute()) {
        println(pad.name());
      }

      DataRequest lastHour =
          DataRequest.builder()
              .start(Instant.now().minus(Duration.ofHours(1)))
              .fields("surface_treating_pressure", "slurry_rate")
              .build();
      try (DataStream data = client.data(Room.site(9102), lastHour)) {
        for (DataRecord record : data) {
          println(record.timestamp() + " " + record.values().get("slurry_rate"));
        }
      }

      try (MeasurementSocket live =
          client.measurements(Room.site(9102), DataRequest.DEFAULT, SocketOptions.automatic())) {
        Frame frame = live.poll(Duration.ofSeconds(10));
        if (frame != null) {
          frame.records().forEach(this::println);
        }
      }
    }
  }

  // example ends

  private void println(Object line) {
    printed.add(line);
  }

  @Test
  void example_isThatOfThePackage() throws Exception {
    String documented =
        Files.readString(Path.of("src/main/java/io/wellhead/restream/package-info.java"))
            .lines()
            .filter(line -> line.startsWith(" *"))
            .map(line -> line.substring(2))
            .collect(Collectors.joining("\n"));
    String compiled =
        Files.readString(Path.of("src/test/java/io/wellhead/restream/PackageExampleTest.java"));

    assertThat(words(between(documented, "{@code", "}</pre>")))
        .isEqualTo(words(between(compiled, "environment) {\n", "  }\n\n  // example ends")));
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  /** Neither layout nor where the output goes makes a difference. */
  private static String words(String code) {
    return code.replace("System.out::println", "this::println")
        .replace("System.out.", "")
        .replace("System.getenv()", "environment")
        .replaceAll("\\s+", "");
  }
}
