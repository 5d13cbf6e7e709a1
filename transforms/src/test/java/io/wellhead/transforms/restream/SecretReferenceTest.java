// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferenceTest {
  @TempDir Path folder;

  @Test
  void read_file_givesItsTextWithoutTheLineBreak() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "hunter2\n");
    SecretReference reference = SecretReference.parse("file:" + file);
    assertThat(SerializableUtils.clone(reference).read()).isEqualTo("hunter2");
    assertThat(reference.toString()).isEqualTo("file:" + file);
  }

  @Test
  void read_missingOrEmpty_namesThePlace() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThatThrownBy(() -> SecretReference.parse("file:" + empty).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file " + empty)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> SecretReference.parse("file:" + folder.resolve("none")).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> SecretReference.parse("env:WELLHEAD_NO_SUCH_VARIABLE").read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("WELLHEAD_NO_SUCH_VARIABLE is not set".substring(0, 25));
  }

  @Test
  void read_variable_givesItsValue() throws Exception {
    assertThat(SecretReference.parse("env:PATH").read()).isEqualTo(System.getenv("PATH"));
  }

  @Test
  void parse_somethingElse_isRefusedWithoutRepeatingIt() {
    for (String text : new String[] {"hunter2", "env:", "file:", "projects/p/secrets/s"}) {
      assertThatThrownBy(() -> SecretReference.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("env:NAME")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
    assertThat(SecretReference.parse("projects/p/secrets/s/versions/latest"))
        .isInstanceOf(SecretReference.SecretVersion.class);
  }
}
