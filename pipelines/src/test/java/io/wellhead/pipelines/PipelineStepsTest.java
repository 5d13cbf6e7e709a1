// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/steps-restream.txt} and {@code steps-changefiles.txt} say what a job on
 * Dataflow keeps when it is updated. Run with {@code -Dwellhead.update=true} to write it anew.
 */
class PipelineStepsTest {
  private static final String DOCUMENTS = "docs/reference/";
  private static final String HINT =
      "See \"Updating a job\" in docs/launch.md; if it is meant, name it in CHANGELOG.md and write"
          + " the file anew with: mvn -pl pipelines -am test -Dtest=PipelineStepsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dwellhead.update=true";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-06-01T11:00:00Z"), ZoneOffset.UTC);

  @Test
  void namesStatesAndCoders_areThoseThatRunningJobsHave() throws Exception {
    RestreamToBigQueryOptions options =
        options(
            RestreamToBigQueryOptions.class,
            "--restreamRooms=all",
            "--restreamClientId=me",
            "--restreamFrom=2030-06-01T10:00:00Z",
            "--restreamEarlyFirings=5s",
            "--restreamMinutes=true",
            "--restreamStages=true",
            "--restreamCorrections=true",
            "--restreamConfirmChanges=true");
    assertPinned(
        "steps-restream.txt",
        RestreamToBigQuery.assemble(
            options, RestreamToBigQueryConfig.from(options, CLOCK), Drain.create()));
  }

  @Test
  void namesStatesAndCoders_ofChangeFiles_areThoseThatRunningJobsHave() throws Exception {
    ChangeFilesToBigQueryOptions options =
        options(
            ChangeFilesToBigQueryOptions.class,
            "--changeFiles=gs://changes/cdc",
            "--changeSubscription=projects/my-project/subscriptions/changes");
    assertPinned(
        "steps-changefiles.txt",
        ChangeFilesToBigQuery.assemble(
            options, ChangeFilesToBigQueryConfig.from(options, CLOCK), Drain.create()));
  }

  private static void assertPinned(String name, Pipeline pipeline) throws Exception {
    Path document = checkout().resolve(DOCUMENTS + name);
    String steps = LastingSteps.of(pipeline);
    if (Boolean.getBoolean("wellhead.update")) {
      Files.writeString(document, steps);
    }
    String pinned = Files.readString(document);
    List<String> changed = new ArrayList<>(blocks(pinned));
    changed.removeAll(blocks(steps));
    assertThat(changed)
        .as(
            "steps of running jobs that are not like this any more: they cannot be updated. "
                + HINT)
        .isEmpty();
    assertThat(pinned).as("a step is new. " + HINT).isEqualTo(steps);
  }

  private static <T extends PipelineOptions> T options(Class<T> type, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--project=demo");
    return PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).as(type);
  }

  /** Each step with what is kept of it. */
  private static List<String> blocks(String steps) {
    return List.of(steps.split("\n(?! )"));
  }

  private static Path checkout() throws IOException {
    Path folder = Path.of("").toRealPath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
