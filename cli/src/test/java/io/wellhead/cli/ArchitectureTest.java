// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows between the modules and the habits that the compiler cannot hold.
 *
 * <p>It stands in this module because only the command's class path sees all others.
 */
class ArchitectureTest {
  private static final String CLIENT = "io.wellhead.restream..";
  private static final String WIRE_TYPES = "io.wellhead.restream.model..";
  private static final String TRANSFORMS = "io.wellhead.transforms..";
  private static final String PIPELINES = "io.wellhead.pipelines..";
  private static final String SANDBOX = "io.wellhead.sandbox..";
  private static final String CLI = "io.wellhead.cli..";

  static final ArchRule modules_form_no_cycle =
      slices().matching("io.wellhead.(*)..").should().beFreeOfCycles();

  static final ArchRule clients_know_no_other_module =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TRANSFORMS, PIPELINES, SANDBOX, CLI);

  static final ArchRule clients_know_neither_beam_nor_joda =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "org.joda..");

  static final ArchRule transforms_know_only_clients =
      noClasses()
          .that()
          .resideInAPackage(TRANSFORMS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PIPELINES, SANDBOX, CLI);

  static final ArchRule pipelines_know_neither_sandbox_nor_command =
      noClasses()
          .that()
          .resideInAPackage(PIPELINES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SANDBOX, CLI);

  static final ArchRule sandbox_knows_only_wire_types =
      noClasses()
          .that()
          .resideInAPackage(SANDBOX)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.<JavaClass>describe(
                  "of ours outside of the wire types and the sandbox",
                  type ->
                      type.getPackageName().startsWith("io.wellhead.")
                          && !type.getPackageName().startsWith("io.wellhead.sandbox")
                          && !type.getPackageName().startsWith("io.wellhead.restream.model")));

  static final ArchRule sandbox_does_not_run_beam =
      noClasses().that().resideInAPackage(SANDBOX).should().dependOnClassesThat(inBeam());

  static final ArchRule wire_types_know_only_themselves =
      noClasses()
          .that()
          .resideInAPackage(WIRE_TYPES)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.<JavaClass>describe(
                  "of ours outside of the wire types",
                  type ->
                      type.getPackageName().startsWith("io.wellhead.")
                          && !type.getPackageName().startsWith("io.wellhead.restream.model")));

  static final ArchRule only_the_command_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  static final ArchRule names_say_what_a_class_does =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Common");

  static final ArchRule do_fns_are_named_so =
      classes()
          .that()
          .areAssignableTo("org.apache.beam.sdk.transforms.DoFn")
          .should()
          .haveSimpleNameEndingWith("Fn")
          .allowEmptyShould(true);

  /**
   * By JUnit's own engine: ArchUnit's reports no test to the build, so nobody would see it stop.
   */
  @TestFactory
  Stream<DynamicTest> rules_hold() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("io.wellhead");
    return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
        .filter(field -> field.getType() == ArchRule.class)
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field.getName().replace('_', ' '),
                    () -> ((ArchRule) field.get(null)).check(classes)));
  }

  private static DescribedPredicate<JavaClass> inBeam() {
    return DescribedPredicate.describe(
        "of Apache Beam", type -> type.getPackageName().startsWith("org.apache.beam"));
  }
}
