// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Field;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the fields of the data of a pad or site. */
@Command(
    name = "fields",
    description = "List the fields that the data of a pad or site can have, with their units.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream fields site:9102",
      "  wellhead restream fields pad:412 --output csv > fields.csv"
    })
final class FieldsCommand extends ListCommand<Field> {
  @Mixin private RoomParameter room;

  FieldsCommand(CommandContext context) {
    super(context);
  }

  @Override
  List<Field> list(RestreamClient client) {
    return client.fields(room.get()).execute();
  }

  @Override
  Listing<Field> listing(List<Field> fields) {
    return Listing.of(Field.class)
        .column("ID", Field::id)
        .column("NAME", Field::name)
        .column("LABEL", field -> field.label() == null ? null : field.label().strip())
        .column("IMPERIAL", Field::imperialUnit)
        .column("SI", Field::siUnit)
        .column("SOURCE", Field::sourceCategory)
        .column("CATEGORY", Field::fieldCategory);
  }
}
