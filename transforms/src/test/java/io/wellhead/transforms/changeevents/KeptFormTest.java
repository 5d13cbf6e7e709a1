// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event keeps of the types of its columns, as a line of a JSON change file. */
class KeptFormTest {
  private static final List<PayloadColumn> COLUMNS =
      List.of(
          PayloadColumn.of("id", UnifiedType.LONG),
          new PayloadColumn("total", UnifiedType.DECIMAL, 10, 2, null),
          new PayloadColumn("name", UnifiedType.VARCHAR, 80, 0, null),
          new PayloadColumn(
              "tags", UnifiedType.ARRAY, 0, 0, PayloadColumn.of("", UnifiedType.STRING)));

  private static final String GOLDEN =
      "\"wellhead\":{\"source\":\"ORACLE\",\"columns\":"
          + "[\"LONG\",[\"DECIMAL\",10,2],[\"VARCHAR\",80,0],[\"ARRAY\",0,0,\"STRING\"]]}}";

  @Test
  void member_isWhatLettersHaveThatWereWrittenBefore() throws EventException {
    String line = new String(EventJson.event(event(SourceKind.ORACLE, COLUMNS)), UTF_8);

    assertThat(line).endsWith(GOLDEN);
    ChangeEvent again = new JsonEventDecoder().decodeKept(line.getBytes(UTF_8));
    assertThat(again.source().kind()).isEqualTo(SourceKind.ORACLE);
    assertThat(again.payload().schema().columns()).isEqualTo(COLUMNS);
  }

  @Test
  void readersOfChangeFiles_passOverIt() throws EventException {
    byte[] line = EventJson.event(event(SourceKind.ORACLE, COLUMNS));

    ChangeEvent plain = new JsonEventDecoder().decode(line, 0, line.length);

    assertThat(plain.payload().schema().columns())
        .extracting(PayloadColumn::type)
        .containsOnly(UnifiedType.UNTYPED);
  }

  @Property(tries = 200)
  void anyColumns_ofAnySource_areKept(
      @ForAll("kinds") SourceKind kind, @ForAll("columns") List<PayloadColumn> columns)
      throws EventException {
    ChangeEvent event = event(kind, columns);

    assertThat(new JsonEventDecoder().decodeKept(EventJson.event(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`ORACLE`,         `SYBASE`,       `wellhead has SYBASE, which is not known`",
        "`\"LONG\",`,      `\"LENGTH\",`,  `wellhead has LENGTH, which is not known`",
        "`\"LONG\",`,      ``,             `wellhead has 3 columns, the payload 4`",
        "`[\"DECIMAL\",10`, `[\"DECIMAL\"`, `wellhead is not what an event is kept with`",
        "`\"LONG\",`,      `7,`,           `wellhead is not what an event is kept with`",
        "`\"source\":\"ORACLE\",`, ``,     `wellhead does not tell the source`",
      })
  void whatIsNotAsItWasWritten_isRefused(String written, String found, String message) {
    String line = new String(EventJson.event(event(SourceKind.ORACLE, COLUMNS)), UTF_8);
    String changed = line.replace(GOLDEN, GOLDEN.replace(written, found));

    assertThat(changed).isNotEqualTo(line);
    assertThatThrownBy(() -> new JsonEventDecoder().decodeKept(changed.getBytes(UTF_8)))
        .isInstanceOf(EventException.class)
        .hasMessage(message);
  }

  @Provide
  Arbitrary<SourceKind> kinds() {
    return Arbitraries.of(SourceKind.class);
  }

  @Provide
  Arbitrary<List<PayloadColumn>> columns() {
    Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(names, column(3))
        .as(
            (name, type) ->
                new PayloadColumn(
                    name, type.type(), type.precision(), type.scale(), type.element()))
        .list()
        .uniqueElements(PayloadColumn::name)
        .ofMaxSize(6);
  }

  /** A column without a name, whose elements are nested so deep at most. */
  private static Arbitrary<PayloadColumn> column(int depth) {
    Arbitrary<Integer> digits = Arbitraries.of(0, 0, 1, 9, 38, 65_535);
    Arbitrary<PayloadColumn> element =
        depth == 0 ? Arbitraries.just(null) : column(depth - 1).injectNull(0.5);
    return Combinators.combine(Arbitraries.of(UnifiedType.class), digits, digits, element)
        .as((type, precision, scale, of) -> new PayloadColumn("", type, precision, scale, of));
  }

  private static ChangeEvent event(SourceKind kind, List<PayloadColumn> columns) {
    return new ChangeEvent(
        "d41c0f6e-11a2-4c7b-9a30-55ee00000000",
        "projects/p/locations/l/streams/s",
        "cdc",
        "an_object",
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(),
        new SourceMetadata(kind, Map.of("table", "orders")),
        new Payload(
            new PayloadSchema(columns), Collections.nCopies(columns.size(), (Object) null)));
  }
}
