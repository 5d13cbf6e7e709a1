// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Instant MADE = Instant.parse("2030-06-02T08:00:00Z");
  private static final String HOSTILE =
      "</script><script>alert('x')</script><img src=x onerror=\"alert(1)\">&";

  @Test
  void page_showsEachWellWithItsStagesInTheTimeOfTheSite() {
    String html = page(7, 1);

    assertThat(html)
        .contains("Treatment report: Juniper Flats", "Juniper 1H", "Juniper 2H", "Juniper 3H");
    // 11:00 UTC is 06:00 in US/Central in June.
    assertThat(html).contains("<td>Jun 1, 06:00:00</td>", "US/Central (UTC-05:00)");
    assertThat(html).contains("<td class=\"running\">running</td>");
  }

  @Test
  void tables_standInThePageWithoutScript() {
    String html = page(7, 1);
    String withoutScripts = html.replaceAll("(?s)<script.*?</script>", "");

    assertThat(withoutScripts).contains("Slurry rate <small>bbl/min</small>", "1:31:10", "8,264");
  }

  @Test
  void page_loadsNothingFromTheNetwork() {
    String ownParts = page(2, 1).replaceAll("(?s)<script>.*?</script>", "");

    assertThat(ownParts).doesNotContain("http://", "https://", "src=", "url(", "@import");
    assertThat(ownParts).contains("default-src 'none'");
  }

  @Test
  void hostileNames_stayText() {
    Well well = new Well(9101, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 3L, ZoneOffset.UTC);
    Stage stage =
        new Stage("a", 12, "frac_" + HOSTILE, ZipperPad.START, ZipperPad.START.plusSeconds(600));
    WellPass pass =
        new WellPass(well, List.of(stage), 1, ZipperPad.START, ZipperPad.START.plusSeconds(600));
    pass.add(ZipperPad.START.getEpochSecond(), new Sample().set(Channel.PRESSURE, 1));
    Correction correction =
        new Correction(
            1, HOSTILE, ZipperPad.START, ZipperPad.START, HOSTILE, MADE, 1L, 1L, HOSTILE);
    StageParameter parameter = new StageParameter(HOSTILE, HOSTILE, 1.0, 2, 3, true, MADE);
    WellReport report =
        pass.finish()
            .withComparisons(Map.of("a", new VendorComparison(0, List.of(parameter))))
            .withCorrections(List.of(correction), Map.of());

    String html = new ReportPage(List.of(report), HOSTILE, MADE).html();

    String ownParts = html.substring(0, html.indexOf("<script>"));
    assertThat(ownParts)
        .doesNotContain("<img", "onerror=\"")
        .contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)");
    assertThat(count(ownParts, "<script")).isEqualTo(1); // the data of the one well
    assertThat(ChartData.of(report))
        .doesNotContain("<", ">", "&")
        .contains("\\u003c/script\\u003e");
  }

  @Test
  void chartData_isStrictJson() throws Exception {
    Matcher data =
        Pattern.compile("(?s)<script type=\"application/json\" id=\"data-\\d+\">(.*?)</script>")
            .matcher(page(7, 1));
    int wells = 0;
    while (data.find()) {
      try (JsonParser json = new JsonFactory().createParser(data.group(1))) {
        while (json.nextToken() != null) {
          assertThat(json.currentToken()).isNotNull();
        }
      }
      wells++;
    }
    assertThat(wells).isEqualTo(3);
  }

  @Test
  void daysOfData_stayAFewMegabytes() {
    int turns =
        (int) (Duration.ofDays(6).toMinutes() / ZipperPad.FRAC.plus(ZipperPad.SWAP).toMinutes());

    assertThat(page(turns, 1).length()).isLessThan(4_000_000);
  }

  @Test
  void noWells_isSaid() {
    assertThat(new ReportPage(List.of(), "demo.restream_silver", MADE).html())
        .contains("No measurements in this period.");
  }

  @Test
  void libraryAndScript_areWhatThePolicyAllows() throws Exception {
    String html = page(1, 1);
    Matcher policy = Pattern.compile("sha256-([A-Za-z0-9+/=]+)").matcher(html);
    List<String> allowed = policy.results().map(match -> match.group(1)).toList();
    var digest = MessageDigest.getInstance("SHA-256");
    Stream<String> scripts =
        Pattern.compile("(?s)<script>(.*?)</script>")
            .matcher(html)
            .results()
            .map(match -> match.group(1));

    List<String> found =
        scripts
            .map(text -> digest.digest(text.getBytes(StandardCharsets.UTF_8)))
            .map(hash -> Base64.getEncoder().encodeToString(hash))
            .toList();

    assertThat(found).hasSize(2).isEqualTo(allowed);
  }

  private static String page(int turns, long bucketSeconds) {
    List<WellReport> wells =
        IntStream.range(0, 3).mapToObj(i -> ZipperPad.report(i, turns, bucketSeconds)).toList();
    return new ReportPage(wells, "demo.restream_silver", MADE).html();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
