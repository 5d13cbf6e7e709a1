// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {
  record Thing(long id, @Nullable String name) {}

  private static final Listing<Thing> THINGS =
      Listing.of(Thing.class).column("ID", Thing::id).column("NAME", Thing::name);

  @Test
  void table_alignsNumbersRightAndTextLeft() {
    assertThat(print(OutputFormat.TABLE, new Thing(7, "North"), new Thing(1234, null)))
        .isEqualTo("  ID  NAME\n   7  North\n1234\n");
  }

  @Test
  void table_neverPassesControlCharactersToTheTerminal() {
    assertThat(print(OutputFormat.TABLE, new Thing(1, "a\u001b[31mb\nc")))
        .endsWith("1  a?[31mb?c\n");
  }

  @Test
  void csv_quotesWhatWouldBreakTheLine() {
    assertThat(print(OutputFormat.CSV, new Thing(1, "a,\"b\"\nc"), new Thing(2, null)))
        .isEqualTo("ID,NAME\n1,\"a,\"\"b\"\"\nc\"\n2,\n");
  }

  @Test
  void csv_writesEveryNumberWithoutAnExponent() {
    Listing<Double> numbers = Listing.of(Double.class).column("N", number -> number);
    StringWriter text = new StringWriter();

    numbers.print(
        List.of(1.748773669E9, 12.5, 1e-7, Double.NaN), OutputFormat.CSV, new PrintWriter(text));

    assertThat(text.toString()).isEqualTo("N\n1748773669\n12.5\n0.00000010\nNaN\n");
  }

  @Test
  void json_isAnArrayWithOneObjectALine() {
    assertThat(print(OutputFormat.JSON, new Thing(1, "a"), new Thing(2, null)))
        .isEqualTo("[\n{\"id\":1,\"name\":\"a\"},\n{\"id\":2,\"name\":null}\n]\n");
    assertThat(print(OutputFormat.JSON)).isEqualTo("[]\n");
  }

  private static String print(OutputFormat format, Thing... things) {
    StringWriter text = new StringWriter();
    THINGS.print(List.of(things), format, new PrintWriter(text));
    return text.toString();
  }
}
