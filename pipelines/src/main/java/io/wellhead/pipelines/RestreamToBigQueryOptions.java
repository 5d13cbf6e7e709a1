// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.warehouse.WarehouseOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** Options of {@link RestreamToBigQuery}, beside those of Beam and of the warehouse. */
public interface RestreamToBigQueryOptions extends WarehouseOptions {
  @Description(
      "Address of the ReStream service: https://HOST, or http://localhost:PORT for a sandbox on this"
          + " machine.")
  @Default.String("https://app.restreamsolutions.com")
  String getRestreamBaseUrl();

  void setRestreamBaseUrl(String value);

  @Description(
      "OAuth2 client id of the account, or where it is kept: env:NAME, file:PATH or"
          + " projects/P/secrets/S/versions/V. A reference is followed where the pipeline is started.")
  @Default.String("env:RESTREAM_CLIENT_ID")
  String getRestreamClientId();

  void setRestreamClientId(String value);

  @Description(
      "Where the OAuth2 client secret is kept: env:NAME, file:PATH or"
          + " projects/P/secrets/S/versions/V. Workers read it, so the place must exist there.")
  @Default.String("env:RESTREAM_CLIENT_SECRET")
  String getRestreamClientSecret();

  void setRestreamClientSecret(String value);

  @Description(
      "Rooms to read, comma separated: pad:ID with all of its sites, site:ID, or all for every pad"
          + " that is not completed and every site without a pad. Required.")
  @Nullable String getRestreamRooms();

  void setRestreamRooms(@Nullable String value);

  @Description(
      "First instant to read, such as 2030-06-01T10:00:00Z; history is read from the beginning of"
          + " its minute on, so that no minute is half. Default: from the minute that runs.")
  @Nullable String getRestreamFrom();

  void setRestreamFrom(@Nullable String value);

  @Description(
      "First instant that is not read, in the same form; the pipeline ends by itself when every site"
          + " has come to it, or is silent while the clock passes it. Default: never.")
  @Nullable String getRestreamUntil();

  void setRestreamUntil(@Nullable String value);

  @Description(
      "Ask for SI units instead of imperial ones. One warehouse holds one unit system: the column"
          + " unit_system tells which.")
  @Default.Boolean(false)
  boolean getRestreamSiUnits();

  void setRestreamSiUnits(boolean value);

  @Description(
      "Read pads routed: one record per site and second. With false pads give one record per second"
          + " with prefixed fields, which stays in bronze, because no site is known.")
  @Default.Boolean(true)
  boolean getRestreamRouted();

  void setRestreamRouted(boolean value);

  @Description("Keep per-minute figures of every numeric field in measurements_1m.")
  @Default.Boolean(true)
  boolean getRestreamMinutes();

  void setRestreamMinutes(boolean value);

  @Description(
      "How much later than the watermark a record may be and still change its minute, such as 90s,"
          + " 30m or 2h. Costs state: some tens of kB per site and minute.")
  @Default.String("1h")
  String getRestreamAllowedLateness();

  void setRestreamAllowedLateness(String value);

  @Description(
      "Write the running minute too, that often after a change of it, such as 5s. Default: minutes"
          + " are written when they are complete.")
  @Nullable String getRestreamEarlyFirings();

  void setRestreamEarlyFirings(@Nullable String value);

  @Description(
      "Silence after which a site no longer holds back the minutes of the others, such as 1m.")
  @Default.String("1m")
  String getRestreamIdleAfter();

  void setRestreamIdleAfter(String value);

  @Description(
      "Silence after which the measurement socket of a room is made anew, such as 1m; more for rooms"
          + " whose records come more rarely.")
  @Default.String("1m")
  String getRestreamReconnectAfter();

  void setRestreamReconnectAfter(String value);

  @Description(
      "Silence after which an answer over REST is given up and asked for again from where it stopped,"
          + " such as 2m; the service may take long before long histories.")
  @Default.String("2m")
  String getRestreamReadTimeout();

  void setRestreamReadTimeout(String value);

  @Description(
      "How often pads, sites, fields and stages are read over REST, beside the updates that the"
          + " service pushes, such as 1m. More often costs calls of the account's limit.")
  @Default.String("1m")
  String getRestreamRefresh();

  void setRestreamRefresh(String value);

  @Description(
      "How often the data changes that are not confirmed are listed over REST, beside the events that"
          + " the service pushes, such as 15m: the service does not repeat an event that was missed.")
  @Default.String("15m")
  String getRestreamChangesRefresh();

  void setRestreamChangesRefresh(String value);

  @Description(
      "Follow data changes: read the changed intervals again and replace their rows in the bronze and"
          + " silver measurements and the per-minute figures. Default: true, but false with"
          + " --restreamRouted=false, since silver holds no rows of such pads.")
  @Nullable Boolean getRestreamCorrections();

  void setRestreamCorrections(@Nullable Boolean value);

  @Description(
      "How much older than the site's newest record, or than the clock when that record stands still, a"
          + " second of a changed interval must be to be deleted, such as 2m; until then it is read"
          + " again.")
  @Default.String("2m")
  String getRestreamCorrectionsTail();

  void setRestreamCorrectionsTail(String value);

  @Description(
      "Keep the figures of every frac and wireline stage in stage_aggregations: by the definitions of"
          + " the service and a standard set. Running stages are read over REST every few seconds.")
  @Default.Boolean(true)
  boolean getRestreamStages();

  void setRestreamStages(boolean value);

  @Description(
      "How long after its end a stage is computed as a whole and compared with the service's own"
          + " aggregations, such as 2m; what comes later still makes it be computed again.")
  @Default.String("2m")
  String getRestreamStageGrace();

  void setRestreamStageGrace(String value);

  @Description(
      "Tell the service of each data change that was followed, once all of its rows are durable; it"
          + " lists the change no longer then. Leave it off in a second environment that reads the"
          + " same account: without it every start reads again what is still listed.")
  @Default.Boolean(true)
  boolean getRestreamConfirmChanges();

  void setRestreamConfirmChanges(boolean value);
}
