// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a secret is kept, never what it is; safe in options, job graphs and logs.
 *
 * <p>Three places: {@code env:NAME} (an environment variable of the process that reads it), {@code
 * file:/path} (a file's text without its last line break) and {@code
 * projects/P/secrets/S/versions/V} (Google Secret Manager, with the process's own credentials).
 * Nothing is read before {@link #read}. Values are safe for use by several threads.
 */
public sealed interface SecretReference extends Serializable {

  /**
   * Reads the secret now.
   *
   * @throws IOException if it is missing, empty or not to be read; the message names the place
   */
  String read() throws IOException;

  /**
   * Reads the text form of a reference.
   *
   * @throws IllegalArgumentException if the text is none of the three forms; the text is not
   *     repeated, since it may be the secret itself
   */
  static SecretReference parse(String text) {
    if (text.startsWith("env:") && text.length() > 4) {
      return new Variable(text.substring(4));
    }
    if (text.startsWith("file:") && text.length() > 5) {
      return new InFile(text.substring(5));
    }
    if (SecretVersion.NAME.matcher(text).matches()) {
      return new SecretVersion(text);
    }
    throw new IllegalArgumentException(
        "a secret is given by reference: env:NAME, file:/path or"
            + " projects/PROJECT/secrets/SECRET/versions/VERSION");
  }

  /** An environment variable. */
  record Variable(String name) implements SecretReference {
    @Override
    public String read() throws IOException {
      return present(System.getenv(name), "environment variable " + name);
    }

    @Override
    public String toString() {
      return "env:" + name;
    }
  }

  /** A file; its path is kept as text because paths cannot be serialized. */
  record InFile(String path) implements SecretReference {
    @Override
    public String read() throws IOException {
      String text;
      try {
        text = Files.readString(Path.of(path), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new IOException("cannot read the secret in file " + path, e);
      }
      return present(text.strip(), "file " + path);
    }

    @Override
    public String toString() {
      return "file:" + path;
    }
  }

  /** A version in Google Secret Manager; {@code latest} is a version too. */
  record SecretVersion(String name) implements SecretReference {
    static final Pattern NAME = Pattern.compile("projects/[^/]+/secrets/[^/]+/versions/[^/]+");

    @Override
    public String read() throws IOException {
      try (SecretManagerServiceClient secrets = SecretManagerServiceClient.create()) {
        String text = secrets.accessSecretVersion(name).getPayload().getData().toStringUtf8();
        return present(text.strip(), "secret " + name);
      } catch (ApiException e) {
        throw new IOException("cannot read secret " + name, e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static String present(@Nullable String text, String place) throws IOException {
    if (text == null || text.isEmpty()) {
      throw new IOException(
          place + " holds no secret: it is " + (text == null ? "not set" : "empty"));
    }
    return text;
  }
}
