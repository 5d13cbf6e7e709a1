// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changefiles.FileEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.testing.CoderProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownRowTest {
  private static final PayloadColumn ID = PayloadColumn.of("id", UnifiedType.LONG);
  private static final PayloadColumn BODY = PayloadColumn.of("body", UnifiedType.STRING);
  private static final PayloadColumn NOTE = PayloadColumn.of("note", UnifiedType.STRING);
  private static final PayloadColumn DONE = PayloadColumn.of("done", UnifiedType.TIMESTAMP);

  @Test
  void update_getsWhatTheRowHadBefore_andNothingThatAlwaysComes() {
    KnownRow row =
        all(insert(0, large('a'), "short note"), update(1, null, null), update(2, null, "new"));

    assertThat(values(row)).containsExactly(7L, large('a'), "new", null);
    assertThat(row.filledCount()).isEqualTo(1);
    assertThat(values(all(insert(0, large('a'), "short note"), update(1, null, null))))
        .containsExactly(7L, large('a'), null, null);
  }

  @Test
  void valueOfARowThatFitsIntoAPage_isAlwaysTold() {
    assertThat(values(all(insert(0, "b".repeat(1_500), ""), update(1, null, ""))))
        .containsExactly(7L, null, "", null);
  }

  @Test
  void insert_tellsTheWholeRow_andADeleteLeavesNothing() {
    assertThat(values(all(insert(0, large('a'), ""), insert(1, null, ""), update(2, null, ""))))
        .containsExactly(7L, null, "", null);
    assertThat(values(all(insert(0, large('a'), ""), delete(1), update(2, null, ""))))
        .containsExactly(7L, null, "", null);
  }

  @Test
  void events_endInTheSameRow_whateverTheirOrderAndHoweverOften() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<FileEvent> events = new ArrayList<>();
      String body = null;
      String note = null;
      for (int i = 0; i < 6; i++) {
        int what = i == 0 ? 0 : random.nextInt(6);
        boolean tellsBody = what < 2 || random.nextInt(3) == 0;
        boolean tellsNote = what < 2 || random.nextInt(3) == 0;
        body = tellsBody ? large((char) ('a' + i)) : body;
        note = tellsNote ? large((char) ('A' + i)) : note;
        if (what == 1) {
          body = random.nextBoolean() ? null : body;
        }
        String toldBody = tellsBody ? body : null;
        String toldNote = tellsNote ? note : null;
        events.add(what < 2 ? insert(i, toldBody, toldNote) : update(i, toldBody, toldNote));
      }
      List<FileEvent> mixed = new ArrayList<>(events);
      mixed.add(events.get(random.nextInt(events.size())));
      Collections.shuffle(mixed, random);

      KnownRow row = all(mixed.toArray(new FileEvent[0]));

      assertThat(values(row)).as("seed %d", seed).containsExactly(7L, body, note, null);
    }
  }

  @Test
  void columnThatAJsonFileLeavesOut_isTakenFromAnEventOfTheSameColumns() {
    FileEvent whole =
        Events.postgresql("public", "docs")
            .with("change_type", "INSERT")
            .schemaKey("k1")
            .column("id", 7L)
            .column("body", large('a'))
            .inFile();
    FileEvent partial =
        Events.postgresql("public", "docs").schemaKey("k1").at(1).column("id", 7L).inFile();
    FileEvent narrower =
        Events.postgresql("public", "docs").schemaKey("k2").at(1).column("id", 7L).inFile();

    assertThat(values(all(partial, whole))).containsExactly(7L, large('a'));
    assertThat(values(all(narrower, whole))).containsExactly(7L);
  }

  @Test
  void sequence_growsWithWhatIsKnown_butNotBeyondThatOfTheNextEvent() {
    FileEvent newest = update(5, null, null);
    List<String> sequences =
        List.of(
            sequence(all(update(4, null, null))),
            sequence(all(newest)),
            sequence(all(newest, insert(0, large('a'), ""))),
            sequence(all(newest, insert(0, large('a'), ""), update(3, large('b'), null))),
            sequence(all(update(6, null, null))));

    assertThat(sequences).isSorted().doesNotHaveDuplicates();
    assertThat(sequence(KnownRow.of(all(newest).filled(newest)))).isEqualTo(sequence(all(newest)));
  }

  private static String sequence(KnownRow row) {
    return row.filled(row.newest()).event().sequence().toString();
  }

  @Test
  void coder_givesTheSameRowBack() throws Exception {
    KnownRow row = all(update(1, null, null), insert(0, large('a'), ""), update(2, null, ""));
    CoderProperties.coderDecodeEncodeEqual(KnownRowCoder.of(), row);
  }

  private static String large(char character) {
    return String.valueOf(character).repeat(5_000);
  }

  private static KnownRow all(FileEvent... events) {
    KnownRow row = KnownRow.of(events[0]);
    for (FileEvent event : events) {
      row = row.plus(KnownRow.of(event), true);
    }
    return row;
  }

  private static List<@Nullable Object> values(KnownRow row) {
    return row.newest().event().payload().values();
  }

  private static FileEvent insert(int at, @Nullable String body, @Nullable String note) {
    return event(at, body, note).with("change_type", "INSERT").inFile();
  }

  private static FileEvent update(int at, @Nullable String body, @Nullable String note) {
    return event(at, body, note).inFile();
  }

  private static FileEvent delete(int at) {
    return event(at, null, null).deleted().inFile();
  }

  private static Events event(int at, @Nullable String body, @Nullable String note) {
    return Events.postgresql("public", "docs")
        .at(at)
        .column(ID, 7L)
        .column(BODY, body)
        .column(NOTE, note)
        .column(DONE, null);
  }
}
