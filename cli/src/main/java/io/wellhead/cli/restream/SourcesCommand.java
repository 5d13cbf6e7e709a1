// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.MeasurementSource;
import io.wellhead.restream.model.MeasurementSources;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the measurement sources of a pad or site. */
@Command(
    name = "sources",
    description =
        "List the measurement sources of a pad or site, and the site that each feeds now.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream sources pad:412"})
final class SourcesCommand extends ListCommand<MeasurementSource> {
  @Mixin private RoomParameter room;

  SourcesCommand(CommandContext context) {
    super(context);
  }

  @Override
  List<MeasurementSource> list(RestreamClient client) {
    MeasurementSources sources = client.measurementSources(room.get()).execute();
    return Stream.of(sources.frac(), sources.wl(), sources.fluid(), sources.pumpdown())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  Listing<MeasurementSource> listing(List<MeasurementSource> sources) {
    return Listing.of(MeasurementSource.class)
        .column("NAME", MeasurementSource::name)
        .column("LABEL", MeasurementSource::label)
        .column("TYPE", MeasurementSource::type)
        .column("FEEDS SITE", MeasurementSource::activeSite)
        .column("CAN FEED", source -> join(source.attachedSites()));
  }

  private static String join(@Nullable List<Long> ids) {
    return ids == null ? "" : ids.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
