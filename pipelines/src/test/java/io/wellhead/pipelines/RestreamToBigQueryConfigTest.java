// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.pipelines.RejectedRunException.Reason;
import io.wellhead.restream.model.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestreamToBigQueryConfigTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-06-01T09:00:00Z"), ZoneOffset.UTC);

  @Test
  void defaults_areThoseOfTheReference() throws Exception {
    RestreamToBigQueryConfig config = config("--restreamRooms=pad:412", "--restreamClientId=me");

    assertThat(config.connection().baseUrl()).hasToString("https://app.restreamsolutions.com");
    assertThat(config.connection().clientSecret()).hasToString("env:RESTREAM_CLIENT_SECRET");
    assertThat(config.connection().routed()).isTrue();
    assertThat(config.connection().readTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.unitSystem()).isEqualTo("imperial");
    assertThat(config.rooms()).containsExactly(Room.pad(412));
    assertThat(config.from()).isNull();
    assertThat(config.until()).isNull();
    assertThat(config.minutes())
        .isEqualTo(new RestreamToBigQueryConfig.Minutes(Duration.ofHours(1), null));
    assertThat(config.idleAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.reconnectAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.refresh()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.changesRefresh()).isEqualTo(Duration.ofMinutes(15));
    assertThat(config.correctionsTail()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void everyOption_reachesTheConfiguration(@TempDir Path folder) throws Exception {
    Path idFile = Files.writeString(folder.resolve("id"), "my-id\n");
    RestreamToBigQueryConfig config =
        config(
            "--restreamBaseUrl=http://localhost:8080",
            "--restreamClientId=file:" + idFile,
            "--restreamClientSecret=projects/p/secrets/s/versions/1",
            "--restreamRooms=pad:1, site/2,pad:1",
            "--restreamFrom=2030-06-01T10:00:00Z",
            "--restreamUntil=2030-06-01T11:00:00Z",
            "--restreamSiUnits=true",
            "--restreamRouted=false",
            "--restreamAllowedLateness=2h",
            "--restreamEarlyFirings=5s",
            "--restreamIdleAfter=PT30S",
            "--restreamReconnectAfter=2m",
            "--restreamReadTimeout=20s",
            "--restreamRefresh=90s",
            "--restreamChangesRefresh=5m");

    assertThat(config.connection().baseUrl()).hasToString("http://localhost:8080");
    assertThat(config.connection().clientId()).isEqualTo("my-id");
    assertThat(config.connection().clientSecret()).hasToString("projects/p/secrets/s/versions/1");
    assertThat(config.connection().routed()).isFalse();
    assertThat(config.connection().readTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.unitSystem()).isEqualTo("si");
    assertThat(config.rooms()).containsExactly(Room.pad(1), Room.site(2));
    assertThat(config.from()).isEqualTo(Instant.parse("2030-06-01T10:00:00Z"));
    assertThat(config.until()).isEqualTo(Instant.parse("2030-06-01T11:00:00Z"));
    assertThat(config.minutes())
        .isEqualTo(
            new RestreamToBigQueryConfig.Minutes(Duration.ofHours(2), Duration.ofSeconds(5)));
    assertThat(config.idleAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.reconnectAfter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.refresh()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.changesRefresh()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void stages_haveAGraceAndBeginWithTheReading() throws Exception {
    String account = "--restreamClientId=me";
    String rooms = "--restreamRooms=all";
    String from = "--restreamFrom=2030-06-01T10:00:30Z";
    assertThat(config(account, rooms, from).stages())
        .isEqualTo(
            new RestreamToBigQueryConfig.Stages(
                Duration.ofMinutes(2), Instant.parse("2030-06-01T10:00:30Z")));
    assertThat(config(account, rooms, from, "--restreamStageGrace=30s").stages().grace())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(config(account, rooms, "--restreamStages=false").stages()).isNull();
  }

  @Test
  void corrections_haveATailUnlessTheyAreLeftOutOrPadsAreNotRouted() throws Exception {
    String account = "--restreamClientId=me";
    String rooms = "--restreamRooms=all";
    assertThat(config(account, rooms, "--restreamCorrectionsTail=90s").correctionsTail())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(config(account, rooms, "--restreamCorrections=true").correctionsTail())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(config(account, rooms, "--restreamCorrections=false").correctionsTail()).isNull();
    assertThat(config(account, rooms, "--restreamRouted=false").correctionsTail()).isNull();
    assertThatThrownBy(
            () -> config(account, rooms, "--restreamCorrections=true", "--restreamRouted=false"))
        .isInstanceOf(RejectedRunException.class)
        .hasMessageContaining("restreamCorrections")
        .hasMessageContaining("--restreamRouted=false");
  }

  @Test
  void fromWithinAMinute_isItsBeginningUnlessMinutesAreLeftOut() throws Exception {
    String account = "--restreamClientId=me";
    String rooms = "--restreamRooms=all";
    String from = "--restreamFrom=2030-06-01T10:00:59Z";
    assertThat(config(account, rooms, from).from())
        .isEqualTo(Instant.parse("2030-06-01T10:00:00Z"));
    assertThat(config(account, rooms, from, "--restreamMinutes=false").from())
        .isEqualTo(Instant.parse("2030-06-01T10:00:59Z"));
  }

  @Test
  void roomsAll_isEveryRoom() throws Exception {
    assertThat(config("--restreamRooms=all", "--restreamClientId=me").rooms()).isEmpty();
  }

  @Test
  void until_inThePastWithFromOrInTheFuture_isAccepted() throws Exception {
    assertThat(
            config(
                    "--restreamRooms=all",
                    "--restreamClientId=me",
                    "--restreamFrom=2030-06-01T07:00:00Z",
                    "--restreamUntil=2030-06-01T08:00:00Z")
                .until())
        .isEqualTo(Instant.parse("2030-06-01T08:00:00Z"));
    assertThat(
            config(
                    "--restreamRooms=all",
                    "--restreamClientId=me",
                    "--restreamUntil=2030-06-01T09:00:01Z")
                .until())
        .isEqualTo(Instant.parse("2030-06-01T09:00:01Z"));
  }

  @Test
  void minutesSwitchedOff_areLeftOut() throws Exception {
    assertThat(
            config("--restreamRooms=all", "--restreamClientId=me", "--restreamMinutes=false")
                .minutes())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--restreamRooms=|--restreamRooms is missing: all, or pad:ID",
        "--restreamRooms=well:7|--restreamRooms=well:7: accepted is all, or pad:ID",
        "--restreamRooms=pad:0|--restreamRooms=pad:0",
        "--restreamBaseUrl=http://example.com|--restreamBaseUrl=http://example.com: accepted is https",
        "--restreamBaseUrl=nonsense|--restreamBaseUrl=nonsense",
        "--restreamFrom=yesterday|--restreamFrom=yesterday: accepted is an instant such as",
        "--restreamUntil=2030-06-01T10:00:00Z --restreamFrom=2030-06-01T10:00:00Z|after --restreamFrom",
        "--restreamUntil=2030-06-01T09:00:00Z|--restreamUntil=2030-06-01T09:00:00Z: accepted is an instant in the future, or with --restreamFrom",
        "--restreamAllowedLateness=-1s|--restreamAllowedLateness=-1s: accepted is a duration such as",
        "--restreamIdleAfter=soon|--restreamIdleAfter=soon: accepted is a duration",
        "--restreamReconnectAfter=0s|--restreamReconnectAfter=0s: accepted is more than zero",
        "--restreamReadTimeout=0s|--restreamReadTimeout=0s: accepted is more than zero",
        "--restreamRefresh=0s|--restreamRefresh=0s: accepted is more than zero",
        "--restreamEarlyFirings=0s|--restreamEarlyFirings=0s: accepted is more than zero",
        "--restreamEarlyFirings=5s --restreamMinutes=false|nothing with --restreamMinutes=false"
      })
  void badOption_isRefusedInOneLineThatNamesIt(String arguments, String message) {
    List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
    all.add("--restreamClientId=me");
    if (!arguments.contains("restreamRooms")) {
      all.add("--restreamRooms=all");
    }

    assertThatThrownBy(() -> config(all.toArray(String[]::new)))
        .isInstanceOfSatisfying(
            RejectedRunException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OPTIONS))
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void secretGivenInPlaceOfItsReference_isRefusedWithoutBeingRepeated() {
    assertThatThrownBy(
            () ->
                config(
                    "--restreamRooms=all",
                    "--restreamClientId=me",
                    "--restreamClientSecret=h8s72jsn2"))
        .hasMessageContaining("--restreamClientSecret")
        .hasMessageNotContaining("h8s72jsn2");
  }

  private static RestreamToBigQueryConfig config(String... arguments) throws Exception {
    return RestreamToBigQueryConfig.from(
        PipelineOptionsFactory.fromArgs(arguments).as(RestreamToBigQueryOptions.class), CLOCK);
  }

  @Test
  void clientIdThatIsNowhere_isRefusedByItsReference() {
    assertThatThrownBy(
            () -> config("--restreamRooms=all", "--restreamClientId=env:WELLHEAD_NOT_SET"))
        .isInstanceOfSatisfying(
            RejectedRunException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS))
        .hasMessageContaining("--restreamClientId=env:WELLHEAD_NOT_SET");
  }
}
