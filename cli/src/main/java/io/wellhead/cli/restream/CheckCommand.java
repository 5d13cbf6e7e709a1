// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.restream.RestreamClient;
import picocli.CommandLine.Command;

/** Checks the credentials; the token itself is never shown. */
@Command(
    name = "check",
    description =
        "Check that the service can be reached and accepts the credentials. Shows no secret.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  export RESTREAM_CLIENT_ID=my-id",
      "  wellhead restream check --client-secret-file ~/.restream-secret"
    })
final class CheckCommand extends RestreamOperation {
  CheckCommand(CommandContext context) {
    super(context);
  }

  @Override
  void run(RestreamClient client) {
    client.newAccessToken().execute();
    int pads = client.pads().list().execute().size();
    out()
        .println(
            "The credentials are accepted; the account sees "
                + pads
                + (pads == 1 ? " pad." : " pads."));
  }
}
