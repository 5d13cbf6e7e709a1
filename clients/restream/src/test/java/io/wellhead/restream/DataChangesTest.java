// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Room;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** ReStream API, section 7. */
class DataChangesTest extends WithFakeRestream {

  private static final String OF_SITE = "/external/thirdparty/v1/sites/9102/data_changes/";
  private static final String OF_PAD = "/external/thirdparty/v1/pads/412/data_changes/";

  private static DataChange change(long id, long site, long start, long end) {
    return new DataChange(
        id,
        null,
        "transaction",
        "move",
        Instant.ofEpochSecond(start),
        Instant.ofEpochSecond(end),
        site,
        null,
        Map.of());
  }

  private static String log(long... ids) {
    StringBuilder log = new StringBuilder("{\"change_log\": [");
    for (int i = 0; i < ids.length; i++) {
      log.append(i == 0 ? "" : ",").append("{\"site\": 9102, \"id\": ").append(ids[i]).append("}");
    }
    return log.append("]}").toString();
  }

  @Test
  void list_readsTheEnvelope_andForwardsFilters() {
    server.answer(OF_PAD, log(1, 2)).answer(OF_SITE, "{}");

    assertThat(client.changes().list(Room.pad(412), Map.of("page", "1")).execute())
        .extracting(DataChange::id)
        .containsExactly(1L, 2L);
    assertThat(server.urls(OF_PAD).get(0).query()).isEqualTo("page=1");
    assertThat(client.dataChanges(Room.site(9102)).execute()).isEmpty();
  }

  @Test
  void listJson_givesEachChangeAsReceived_evenOneThatIsNotAsDocumented() {
    server
        .answer(
            OF_PAD,
            " {\"a\": {\"change_log\": 1}, \"change_log\" : [{\"id\": 1.0,\"x\":\"]\"} , 7,\"ä\"], \"b\": []}")
        .answer(OF_PAD, "{}")
        .answer(OF_PAD, "{\"change_log\": []}")
        .answer(OF_PAD, "{\"change_log\": null}")
        .answer(OF_PAD, "{\"change_log\": {}}");

    assertThat(client.changes().listJson(Room.pad(412)).execute())
        .extracting(json -> new String(json, UTF_8))
        .containsExactly("{\"id\": 1.0,\"x\":\"]\"}", "7", "\"ä\"");
    for (int empty = 0; empty < 3; empty++) {
      assertThat(client.changes().listJson(Room.pad(412)).execute()).isEmpty();
    }
    assertThatThrownBy(() -> client.changes().listJson(Room.pad(412)).execute())
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("change_log");
  }

  @Test
  void get_readsOneChange() {
    server.answer(OF_SITE + "2201/", log(2201)).answer(OF_SITE + "7/", "{\"change_log\": []}");

    assertThat(client.changes().get(Room.site(9102), 2201).execute().id()).isEqualTo(2201);
    assertThatThrownBy(() -> client.changes().get(Room.site(9102), 7).execute())
        .isInstanceOf(MalformedDataException.class);
  }

  @Test
  void confirm_postsToTheSite_andIsTrueWhenTheChangeIsNoLongerListed() {
    server.answer(OF_SITE, log(2202));

    assertThat(client.confirm(change(2201, 9102, 0, 1)).execute()).isTrue();
    assertThat(client.confirm(change(2202, 9102, 0, 1)).execute()).isFalse();

    var request = server.requests(OF_SITE).get(0);
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(FakeRestream.body(request))
        .isIn(
            "{\"change_log\":[{\"id\":2201,\"update_received\":true}]}",
            "{\"change_log\":[{\"update_received\":true,\"id\":2201}]}");
  }

  @Test
  void confirm_several_tellsWhichAreLeft() {
    server.answer(OF_SITE, log(2, 9));

    assertThat(client.changes().confirm(9102, Set.of(1L, 2L, 3L)).execute()).containsExactly(2L);
    assertThatThrownBy(() -> client.changes().confirm(9102, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void confirm_answerWithoutTheLog_isMalformed() {
    server.answer(OF_SITE, "{}");

    assertThatThrownBy(() -> client.confirm(change(1, 9102, 0, 1)).execute())
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("change_log");
  }

  @Test
  void refresh_searchesTheSitesList_absentMeansConfirmed() {
    server.answer(OF_SITE, log(1));

    assertThat(client.changes().refresh(change(1, 9102, 0, 1)).execute()).isPresent();
    assertThat(client.changes().refresh(change(2, 9102, 0, 1)).execute()).isEmpty();
  }

  @Test
  void data_ofAllChanges_isOneRequestPerMergedInterval_madeAsOneReadsOn() {
    String nine = "/external/thirdparty/v1/sites/9/data/";
    String ten = "/external/thirdparty/v1/sites/10/data/";
    server
        .answer(nine, "[{\"timestamp\": 1}]")
        .answer(nine, "[{\"timestamp\": 2}]")
        .answer(ten, "[{\"timestamp\": 3}]");
    DataStream data =
        client
            .changes()
            .data(
                List.of(
                    change(1, 10, 5, 6),
                    change(2, 9, 50, 60),
                    change(3, 9, 10, 20),
                    change(4, 9, 20, 30),
                    change(5, 9, 12, 14)));
    Iterator<DataRecord> pass = data.iterator();

    assertThat(pass.next().timestamp()).isEqualTo(1);
    assertThat(server.requests(nine)).hasSize(1);
    assertThat(pass.next().timestamp()).isEqualTo(2);
    assertThat(pass.next().timestamp()).isEqualTo(3);
    assertThat(pass.hasNext()).isFalse();
    assertThat(server.urls(nine).get(0).query())
        .isEqualTo(
            "si_units=false&resolution=raw&start_datetime=1970-01-01 00:00:10"
                + "&end_datetime=1970-01-01 00:00:30");
  }

  @Test
  void data_ofOneChange_isThatOfItsInterval() {
    String path = "/external/thirdparty/v1/sites/9/data/";
    server.answer(path, "[]");

    assertThat(client.changes().data(change(1, 9, 1, 2)).stream()).isEmpty();
    assertThat(server.urls(path).get(0).queryParameter("end_datetime"))
        .isEqualTo("1970-01-01 00:00:02");
  }

  @Test
  void data_ofAChangeWithoutStart_isRefused() {
    DataChange odd = new DataChange(77, null, null, null, null, Instant.EPOCH, 9L, null, Map.of());

    assertThatThrownBy(() -> client.changes().data(odd))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("data change 77: start_date is missing");
  }
}
