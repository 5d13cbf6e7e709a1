// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real script in a copy of the checkout's shape whose classes are the ones under test. */
class LauncherTest {
  private static final List<String> MODULES =
      List.of("cli", "pipelines", "transforms", "sandbox", "clients/restream");

  @TempDir private Path folder;
  private Path checkout;
  private Path launcher;

  @BeforeEach
  void copyShapeOfCheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a checkout"));
    launcher = checkout.resolve("wellhead");
    Files.copy(Path.of(System.getProperty("user.dir")).resolveSibling("wellhead"), launcher);
    launcher.toFile().setExecutable(true);
    Files.createFile(checkout.resolve("pom.xml"));
    for (String module : MODULES) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main"));
      Files.createFile(checkout.resolve(module).resolve("pom.xml"));
    }
  }

  @Test
  void builtCheckout_runsFromAnotherFolderThroughALink() throws Exception {
    writeBuild();
    Path link = Files.createSymbolicLink(folder.resolve("wh"), launcher);

    Result result = run(link, "/nonexistent", "--version");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("wellhead ");
  }

  @Test
  void exitCodeOfTheCommand_isThatOfTheScript() throws Exception {
    writeBuild();

    assertThat(run(launcher, "/nonexistent", "nonsense").exitCode())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void freshCheckout_isBuiltOnceAndSaysSo() throws Exception {
    Path maven = fakeMaven("echo built >> mvn.log; cp -R '" + prepared() + "/.' .");

    Result first = run(launcher, maven.toString(), "--version");
    Result second = run(launcher, maven.toString(), "--version");

    assertThat(first.err()).contains("wellhead: building");
    assertThat(first.out()).startsWith("wellhead ");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readAllLines(checkout.resolve("mvn.log"))).hasSize(1);
  }

  @Test
  void failedBuild_showsTheLogAndEndsWithoutRunning() throws Exception {
    Path maven = fakeMaven("echo 'COMPILATION ERROR'; exit 1");

    Result result = run(launcher, maven.toString(), "--version");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("COMPILATION ERROR").contains("the build failed");
  }

  private void writeBuild() throws IOException {
    copyBuildInto(checkout);
  }

  private Path prepared() throws IOException {
    Path prepared = Files.createDirectories(folder.resolve("prepared"));
    copyBuildInto(prepared);
    return prepared;
  }

  private static void copyBuildInto(Path root) throws IOException {
    for (String module : MODULES) {
      Files.createDirectories(root.resolve(module).resolve("target/classes"));
    }
    Files.writeString(
        root.resolve("cli/target/launcher.classpath"), System.getProperty("java.class.path"));
  }

  private Path fakeMaven(String body) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + body + "\n");
    maven.toFile().setExecutable(true);
    return bin;
  }

  private Result run(Path script, String firstOnPath, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("PATH", firstOnPath + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("launcher ended").isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private record Result(int exitCode, String out, String err) {}
}
