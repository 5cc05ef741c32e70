package io.crossfade.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.error.BadInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {

    private final ConfigFile file = new ConfigFile(Map.of("SHOP_PASSWORD", "s$1cret", "HOST", "db1")::get);

    @Test
    void readsDatabasesWithDefaults() {
        ControlPlaneConfig config = file.read("c.yaml", """
                databases:
                  shop: {url: "jdbc:postgresql://${env:HOST}/shop", user: app, password: "${env:SHOP_PASSWORD}"}
                """);
        assertThat(config.token()).isEmpty();
        assertThat(config.databases())
                .containsExactly(Map.entry("shop", DatabaseConfig.of("jdbc:postgresql://db1/shop", "app", "s$1cret")));
    }

    @Test
    void readsEverySetting() {
        ControlPlaneConfig config = file.read("c.yaml", """
                token: "${env:SHOP_PASSWORD}"
                databases:
                  shop:
                    url: jdbc:postgresql:shop
                    user: app
                    lockTimeout: 250ms
                    chunkRows: 100
                    throttle: 5000
                    leaseSeconds: 30
                    flipLimit: 2m
                """);
        assertThat(config.token()).contains("s$1cret");
        assertThat(config.databases().get("shop"))
                .isEqualTo(new DatabaseConfig(
                        "jdbc:postgresql:shop",
                        "app",
                        "",
                        Duration.ofMillis(250),
                        100,
                        5000,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2)));
    }

    @Test
    void readsAStoreThatIsShared() {
        ControlPlaneConfig config = file.read("c.yaml", """
                store: {url: "jdbc:postgresql://${env:HOST}/crossfade", user: cp, password: "${env:SHOP_PASSWORD}"}
                databases:
                  shop: {url: "jdbc:postgresql:shop", user: app}
                """);
        assertThat(config.store()).contains(StoreConfig.of("jdbc:postgresql://db1/crossfade", "cp", "s$1cret"));
        assertThat(config.store().orElseThrow().toString()).doesNotContain("s$1cret");
        assertThat(file.read("c.yaml", """
                store: {url: "jdbc:postgresql:x", user: cp, schema: other, leaseSeconds: 9}
                databases:
                  shop: {url: "jdbc:postgresql:shop", user: app}
                """).store())
                .contains(new StoreConfig("jdbc:postgresql:x", "cp", "", "other", Duration.ofSeconds(9)));
    }

    @Test
    void refusesAStoreThatCanNotBeShared() {
        String rest = "\ndatabases:\n  shop: {url: \"jdbc:postgresql:shop\", user: app}\n";
        assertThatThrownBy(() -> file.read("c.yaml", "store: {url: \"jdbc:h2:file:x\", user: sa}" + rest))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'jdbc:h2:file:x' isn't a URL of PostgreSQL")
                .hasMessageContaining("--data");
        assertThatThrownBy(
                        () -> file.read("c.yaml", "store: {url: \"jdbc:postgresql:x\", user: a, schema: A-b}" + rest))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'A-b' can't be the schema's name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "colour: red ~ c.yaml, line 4, column 5: unknown key 'colour'; known here: chunkRows, flipLimit, leaseSeconds,"
                        + " lockTimeout, password, throttle, url, user",
                "password: ${env:NOPE} ~ c.yaml, line 4, column 15: the environment has no variable NOPE",
                "password: ${aws-secret:x} ~ c.yaml, line 4, column 15: AWS Secrets Manager isn't supported by this"
                        + " version; pass the secret through the environment and write ${env:NAME}",
                "password: ${vault:x} ~ c.yaml, line 4, column 15: unknown reference ${vault:x}; this version knows"
                        + " ${env:NAME}",
                "lockTimeout: 5 ~ c.yaml, line 4, column 18: '5' isn't a duration; write a number and a unit: 500ms, 1s,"
                        + " 2m",
                "lockTimeout: 0s ~ c.yaml, line 4, column 18: '0s' isn't a duration; write a number and a unit: 500ms,"
                        + " 1s, 2m",
                "chunkRows: 0 ~ c.yaml, line 4, column 16: 0 is out of range; 1 to 1000000 are possible",
                "chunkRows: many ~ c.yaml, line 4, column 16: expected a whole number, found 'many'",
            })
    void saysWhereASettingIsWrong(String line, String complaint) {
        String yaml = "databases:\n  shop:\n    url: jdbc:postgresql:shop\n    " + line + "\n    user: app\n";
        assertThatThrownBy(() -> file.read("c.yaml", yaml))
                .isInstanceOf(BadInputException.class)
                .hasMessage(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:x, isn't a URL of PostgreSQL",
        "jdbc:mysqlx://h/shop, isn't a URL of PostgreSQL",
        "localhost, isn't a URL of PostgreSQL"
    })
    void refusesOtherDatabasesByName(String url, String complaint) {
        assertThatThrownBy(() -> file.read("c.yaml", "databases: {shop: {url: '" + url + "', user: a}}"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("c.yaml, line 1, column 25: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesAFileThatNamesNoDatabase() {
        assertThatThrownBy(() -> file.read("c.yaml", "databases: {}"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("name at least one database");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> file.read(Path.of("nowhere.yaml")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("there is no file nowhere.yaml; name one with --config");
    }

    @Test
    void keepsSecretsOutOfItsText() {
        ControlPlaneConfig config = new ControlPlaneConfig(
                java.util.Optional.of("t0ken"),
                java.util.Optional.empty(),
                Map.of("shop", DatabaseConfig.of("jdbc:postgresql:shop", "a", "s3")));
        assertThat(config.toString() + config.databases().get("shop")).doesNotContain("t0ken", "s3");
    }
}
