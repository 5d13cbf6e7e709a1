// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/reference/options-*.md} say what the options say. Run with {@code
 * -Dwellhead.update=true} to write them anew.
 */
class OptionsReferenceTest {
  private static final String BEAM =
      """
      ## Options of Beam that matter here

      | option | meaning |
      | --- | --- |
      | `project` | Google Cloud project of the warehouse; the BigQuery sandbox accepts any, such as `demo`. Required. |
      | `bigQueryEndpoint` | address of a BigQuery sandbox on this machine, `http://localhost:PORT`; without it BigQuery itself |
      | `storageWriteApiTriggeringFrequencySec` | how long rows of append tables wait for others, in seconds; 1 if not given |
      | `runner` | `DirectRunner` on this machine, `DataflowRunner` in the cloud |

      ## Combinations that are refused

      """;

  /** A page: its pipeline, its own options, how their names begin, and what they refuse. */
  private record Page(
      String name, Class<?> pipeline, Class<?> options, String title, String prefix, String end) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Page> pages() {
    return List.of(
        new Page(
            "options-restream.md",
            RestreamToBigQuery.class,
            RestreamToBigQueryOptions.class,
            "ReStream",
            "restream",
            """
            * `restreamUntil` has to be after `restreamFrom`; without it, in the future.
            * `restreamEarlyFirings` needs `restreamMinutes`.
            * A site cannot be named beside its pad in `restreamRooms`: its records would be read twice.

            Whether the service accepts the credentials and knows the rooms is asked before anything starts.
            """),
        new Page(
            "options-changefiles.md",
            ChangeFilesToBigQuery.class,
            ChangeFilesToBigQueryOptions.class,
            "Change files",
            "change",
            """
            * `changeUntil` has to be after `changeFrom`.
            * `changeSubscription` needs `changeFiles` on Cloud Storage, and no `changeUntil`.

            Whether the bucket is there is asked before anything starts.
            """));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void reference_isGeneratedFromTheOptions(Page page) throws IOException {
    Path document = checkout().resolve("docs/reference/" + page.name);
    String generated = generate(page);
    if (Boolean.getBoolean("wellhead.update")) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, generated);
    }
    assertThat(document)
        .as(
            "update with: mvn -pl pipelines -am test -Dtest=OptionsReferenceTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwellhead.update=true")
        .exists()
        .content()
        .isEqualTo(generated);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOption_namesItsSystemAndIsDescribed(Page page) {
    assertThat(getters(page.options))
        .allSatisfy(
            getter -> {
              assertThat(name(getter)).startsWith(page.prefix);
              assertThat(getter.getAnnotation(Description.class).value()).endsWith(".");
            });
  }

  private static String generate(Page page) {
    StringBuilder text =
        new StringBuilder(
            """
            # Options of %s

            Generated from `%s` and `WarehouseOptions`; do not edit. Every option is
            given as `--name=value`. All options of Beam and of the runner are accepted too.

            """
                .formatted(page.pipeline.getSimpleName(), page.options.getSimpleName()));
    appendTable(page.title, page.options, text);
    appendTable("Warehouse", WarehouseOptions.class, text);
    return text.append(BEAM).append(page.end).toString();
  }

  private static void appendTable(String title, Class<?> options, StringBuilder text) {
    text.append("## ")
        .append(title)
        .append("\n\n| option | default | meaning |\n| --- | --- | --- |\n");
    for (Method getter : getters(options)) {
      text.append("| `")
          .append(name(getter))
          .append("` | ")
          .append(defaultOf(getter))
          .append(" | ")
          .append(getter.getAnnotation(Description.class).value().replace("|", "\\|"))
          .append(" |\n");
    }
    text.append('\n');
  }

  private static List<Method> getters(Class<?> options) {
    return Arrays.stream(options.getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 0 && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static String name(Method getter) {
    return Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
  }

  private static String defaultOf(Method getter) {
    Default.String text = getter.getAnnotation(Default.String.class);
    if (text != null) {
      return text.value().isEmpty() ? "" : "`" + text.value() + "`";
    }
    Default.Enum constant = getter.getAnnotation(Default.Enum.class);
    if (constant != null) {
      return "`" + constant.value() + "`";
    }
    Default.Boolean flag = getter.getAnnotation(Default.Boolean.class);
    return flag == null ? "" : "`" + flag.value() + "`";
  }

  private static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
