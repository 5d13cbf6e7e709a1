// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.junit.jupiter.api.Test;

/**
 * Versions that Beam chose are Beam's to change: a pin of ours that drifts from them fails here.
 */
class BeamVersionsTest {
  private static final Pattern JAR = Pattern.compile("(.+?)-((?:v\\d+-rev)?\\d[^/]*)\\.jar");
  private static final Pattern POM_DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "\\s*<version>([^<]+)</version>");

  /** Libraries whose types or wire formats Beam shares with us. */
  private static final List<String> FOLLOW_BEAM =
      List.of(
          "avro",
          "google-api-services-bigquery",
          "guava",
          "joda-time",
          "netty-handler",
          "protobuf-java",
          "slf4j-api");

  @Test
  void libraries_that_beam_shares_with_us_have_the_version_that_beam_names() throws Exception {
    Map<String, String> named = versionsNamedBy(pomBeside(BigQueryIO.class));
    Map<String, Set<String>> present = jarsOnTheClassPath();

    for (String artifact : FOLLOW_BEAM) {
      assertThat(present.get(artifact)).as(artifact).containsExactly(named.get(artifact));
    }
  }

  @Test
  void families_that_must_not_be_mixed_have_one_version() throws IOException {
    Map<String, Set<String>> families = new TreeMap<>();
    jarsOnTheClassPath()
        .forEach(
            (artifact, versions) -> {
              for (String family : List.of("grpc-netty", "netty-codec", "beam-sdks", "jackson-d")) {
                if (artifact.startsWith(family)) {
                  families.computeIfAbsent(family, f -> new TreeSet<>()).addAll(versions);
                }
              }
            });

    assertThat(families).hasSize(4);
    assertThat(families).allSatisfy((family, versions) -> assertThat(versions).hasSize(1));
  }

  private static Path pomBeside(Class<?> type) throws URISyntaxException {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return jar.resolveSibling(jar.getFileName().toString().replaceAll("\\.jar$", ".pom"));
  }

  private static Map<String, String> versionsNamedBy(Path pom) throws IOException {
    Map<String, String> versions = new TreeMap<>();
    Matcher matcher = POM_DEPENDENCY.matcher(Files.readString(pom));
    while (matcher.find()) {
      versions.putIfAbsent(matcher.group(2), matcher.group(3));
    }
    return versions;
  }

  private static Map<String, Set<String>> jarsOnTheClassPath() throws IOException {
    List<URL> manifests =
        new ArrayList<>(
            Collections.list(
                BeamVersionsTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF")));
    Map<String, Set<String>> jars = new TreeMap<>();
    for (URL manifest : manifests) {
      String path = manifest.getPath();
      int end = path.indexOf(".jar!");
      if (end >= 0) {
        String name = path.substring(path.lastIndexOf('/', end) + 1, end + ".jar".length());
        Matcher matcher = JAR.matcher(name);
        if (matcher.matches()) {
          jars.computeIfAbsent(matcher.group(1), a -> new TreeSet<>()).add(matcher.group(2));
        }
      }
    }
    return jars;
  }
}
