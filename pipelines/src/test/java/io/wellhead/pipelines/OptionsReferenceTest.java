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
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/options-restream.md} says what the options say. Run with {@code
 * -Dwellhead.update=true} to write it anew.
 */
class OptionsReferenceTest {
  private static final String DOCUMENT = "docs/reference/options-restream.md";

  @Test
  void reference_isGeneratedFromTheOptions() throws IOException {
    Path document = checkout().resolve(DOCUMENT);
    String generated = generate();
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

  @Test
  void everyOption_namesItsSystemAndIsDescribed() {
    assertThat(getters(RestreamToBigQueryOptions.class))
        .allSatisfy(
            getter -> {
              assertThat(name(getter)).startsWith("restream");
              assertThat(getter.getAnnotation(Description.class).value()).endsWith(".");
            });
  }

  private static String generate() {
    StringBuilder text =
        new StringBuilder(
            """
            # Options of RestreamToBigQuery

            Generated from `RestreamToBigQueryOptions` and `WarehouseOptions`; do not edit. Every option is
            given as `--name=value`. All options of Beam and of the runner are accepted too.

            """);
    appendTable("ReStream", RestreamToBigQueryOptions.class, text);
    appendTable("Warehouse", WarehouseOptions.class, text);
    text.append(
        """
        ## Options of Beam that matter here

        | option | meaning |
        | --- | --- |
        | `project` | Google Cloud project of the warehouse; the BigQuery sandbox accepts any, such as `demo`. Required. |
        | `bigQueryEndpoint` | address of a BigQuery sandbox on this machine, `http://localhost:PORT`; without it BigQuery itself |
        | `storageWriteApiTriggeringFrequencySec` | how long rows of append tables wait for others, in seconds; 1 if not given |
        | `runner` | `DirectRunner` on this machine, `DataflowRunner` in the cloud |

        ## Combinations that are refused

        * `restreamUntil` has to be after `restreamFrom`; without it, in the future.
        * `restreamEarlyFirings` needs `restreamMinutes`.
        * A site cannot be named beside its pad in `restreamRooms`: its records would be read twice.

        Whether the service accepts the credentials and knows the rooms is asked before anything starts.
        """);
    return text.toString();
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
