package io.crossfade.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {"io.crossfade.jdbc", "io.crossfade.phase", "io.crossfade.dualread"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDriverNeverSeesTheControlPlane =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.crossfade.control..");

    @ArchTest
    static final ArchRule phasesKnowNothingOfJdbc = noClasses()
            .that()
            .resideInAPackage("io.crossfade.phase..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.crossfade.jdbc..", "io.crossfade.rewrite..", "java.sql..");

    @ArchTest
    static final ArchRule comparingKnowsNothingOfStatements = noClasses()
            .that()
            .resideInAPackage("io.crossfade.dualread..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.crossfade.jdbc..", "io.crossfade.phase..", "io.crossfade.rewrite..");

    @ArchTest
    static final ArchRule onlyDriverAndDataSourceArePublic = classes()
            .that()
            .resideInAPackage("io.crossfade.jdbc..")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleName("CrossfadeDriver")
            .orShould()
            .haveSimpleName("CrossfadeDataSource");

    @ArchTest
    static final ArchRule noDelegatesClassIsLinkedAgainst = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "com.mysql..", "org.mariadb..");
}
