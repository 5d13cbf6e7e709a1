// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What it lets pass is what a parser takes. */
class StrictJsonTest {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String[] PARTS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\\",
    "\\u00e9",
    "\\u0g",
    "0",
    "-",
    "1",
    "12.5",
    "e",
    "E+3",
    ".",
    "true",
    "false",
    "null",
    "NaN",
    "Infinity",
    " ",
    "\n",
    "\u0001",
    "é",
    "tru"
  };

  @Test
  void randomTexts_areJudgedAsAParserDoes() {
    SplittableRandom random = new SplittableRandom(3);
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(1, 9); part > 0; part--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      boolean parsed = isParsed(text.toString());
      assertThat(StrictJson.is(text.toString())).as("'%s'", text).isEqualTo(parsed);
      accepted += parsed ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  @Test
  void document_withACharacterLost_isJudgedAsAParserDoes() {
    String document =
        "{\"a\": [1, -2.50e-3, {\"b\\\"\\u00E9\": null}, [], {}], \"c\": true, \"d\": \"é\\n\"} ";
    assertThat(StrictJson.is(document)).isTrue();
    for (int i = 0; i < document.length(); i++) {
      String text = document.substring(0, i) + document.substring(i + 1);
      assertThat(StrictJson.is(text)).as(text).isEqualTo(isParsed(text));
    }
  }

  private static boolean isParsed(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      int values = 0;
      int depth = 0;
      while (parser.nextToken() != null) {
        values += depth == 0 ? 1 : 0;
        depth +=
            parser.currentToken().isStructStart()
                ? 1
                : parser.currentToken().isStructEnd() ? -1 : 0;
        if (parser.currentToken().isScalarValue()) {
          parser.getText();
        }
      }
      return values == 1;
    } catch (IOException e) {
      return false;
    }
  }
}
