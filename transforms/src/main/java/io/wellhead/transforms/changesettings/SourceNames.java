// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.SourceMetadata;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of the place that an event comes from. A source without databases has the schema's name
 * as that of its database, and the other way round; what is not told at all is empty.
 *
 * @param stream last part of its name
 * @param source kind of the source in lower case
 */
public record SourceNames(
    String stream, String database, String schema, String table, String object, String source) {
  /** What a template may have in braces; behind ours the names of Google's template for them. */
  public static final List<String> TOKENS =
      List.of(
          "stream",
          "database",
          "schema",
          "table",
          "object",
          "source",
          "_metadata_stream",
          "_metadata_dataset",
          "_metadata_database",
          "_metadata_schema",
          "_metadata_table",
          "_metadata_source_type");

  /** The names of the place that the event comes from. */
  public static SourceNames of(ChangeEvent event) {
    SourceMetadata source = event.source();
    return new SourceNames(
        event.stream().substring(event.stream().lastIndexOf('/') + 1),
        first(source.database(), source.schema()),
        first(source.schema(), source.database()),
        first(source.table(), event.object()),
        event.object(),
        source.kind().name().toLowerCase(Locale.ROOT));
  }

  private static String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other != null ? other : "";
  }

  boolean match(TableEntry.Match match) {
    return NamePattern.matches(match.table(), table)
        && NamePattern.matches(match.schema(), schema)
        && NamePattern.matches(match.database(), database)
        && NamePattern.matches(match.stream(), stream);
  }

  /** A template, its tokens in braces filled in. */
  public String fill(String template) {
    return template
        .replace("{stream}", stream)
        .replace("{database}", database)
        .replace("{schema}", schema)
        .replace("{table}", table)
        .replace("{object}", object)
        .replace("{source}", source)
        .replace("{_metadata_stream}", stream)
        .replace("{_metadata_dataset}", schema)
        .replace("{_metadata_database}", database)
        .replace("{_metadata_schema}", schema)
        .replace("{_metadata_table}", table)
        .replace("{_metadata_source_type}", source);
  }
}
