// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listings of a bucket, page by page. */
class CloudStorageFolderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T15:30:00Z");

  private StorageService storage;
  private PipelineOptions options;
  private final Folder folder = Folder.of("gs://" + StorageService.BUCKET + "/cdc/**");

  @BeforeEach
  void fillBucket() throws IOException {
    storage = StorageService.start();
    options = PipelineOptionsFactory.fromArgs(storage.options()).create();
    for (String name :
        List.of(
            "cdc/db_a/2026/01/02/15/29/new.avro",
            "cdc/db_a/2026/01/02/13/01/two hours+old.avro",
            "cdc/db_a/2026/01/02/12/59/older.avro",
            "cdc/db_b/2026/01/02/14/10/é.jsonl",
            "cdc/db_b/2025/12/31/23/59/oldest.jsonl",
            "cdc/stray.avro",
            "other/db_a/2026/01/02/15/29/foreign.avro")) {
      storage.put(name, new byte[3], NOW);
    }
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  @Test
  void all_givesWhatMatches_withGenerations() throws IOException {
    List<FoundFile> found = files(folder.all(options));

    assertThat(found)
        .extracting(FoundFile::uri)
        .containsExactly(
            "gs://changes/cdc/db_a/2026/01/02/12/59/older.avro",
            "gs://changes/cdc/db_a/2026/01/02/13/01/two hours+old.avro",
            "gs://changes/cdc/db_a/2026/01/02/15/29/new.avro",
            "gs://changes/cdc/db_b/2025/12/31/23/59/oldest.jsonl",
            "gs://changes/cdc/db_b/2026/01/02/14/10/é.jsonl",
            "gs://changes/cdc/stray.avro");
    assertThat(found).extracting(FoundFile::version).doesNotHaveDuplicates();
    assertThat(found)
        .allSatisfy(
            file -> {
              assertThat(file.bytes()).isEqualTo(3);
              assertThat(file.createdAt()).isEqualTo(NOW);
            });
  }

  @Test
  void recent_looksIntoTheFoldersOfTheLastHours() throws IOException {
    assertThat(files(folder.recent(options, NOW)))
        .extracting(FoundFile::uri)
        .containsExactlyInAnyOrder(
            "gs://changes/cdc/db_a/2026/01/02/13/01/two hours+old.avro",
            "gs://changes/cdc/db_a/2026/01/02/15/29/new.avro",
            "gs://changes/cdc/db_b/2026/01/02/14/10/é.jsonl");
  }

  private static List<FoundFile> files(Folder.Listing listing) throws IOException {
    List<FoundFile> files = new ArrayList<>();
    for (List<FoundFile> page = listing.next(); page != null; page = listing.next()) {
      files.addAll(page);
    }
    return files;
  }
}
