package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String CP = "crossfade.controlPlane=http://cp:7400";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://h:5432/shop?crossfade.controlPlane=http://cp:7400                    | postgresql://h:5432/shop
            postgresql://h:5432/shop?a=1&crossfade.controlPlane=http://cp:7400&b=%20          | postgresql://h:5432/shop?a=1&b=%20
            postgresql://h/shop?crossfade.controlPlane=http%3A%2F%2Fcp&&ssl                   | postgresql://h/shop?&ssl
            postgresql:shop?x=?&crossfade.controlPlane=http://cp:7400                         | postgresql:shop?x=?
            postgresql://[::1]:5,h2/shop?user=a&crossfade.token=t&crossfade.controlPlane=h    | postgresql://[::1]:5,h2/shop?user=a
            """)
    void leavesTheRestOfTheUrlAsItIs(String given, String delegate) throws SQLException {
        assertThat(Settings.of("jdbc:crossfade:" + given, new Properties(), new Properties())
                        .delegateUrl())
                .isEqualTo("jdbc:" + delegate);
    }

    @Test
    void theArgumentGoesBeforeTheUrlAndTheUrlBeforeTheSystem() throws SQLException {
        Properties system = properties("crossfade.application", "system", "crossfade.token", "system", "other", "x");
        system.setProperty("crossfade.instance", "system");
        Properties arguments = properties("crossfade.application", "argument", "user", "u", "password", "p");
        Settings settings = Settings.of(
                "jdbc:crossfade:postgresql:shop?" + CP + "&crossfade.application=url&crossfade.token=url",
                arguments,
                system);

        assertThat(settings.application()).isEqualTo("argument");
        assertThat(settings.value(Setting.TOKEN)).contains("url");
        assertThat(settings.value(Setting.INSTANCE)).contains("system");
        assertThat(settings.delegateProperties()).isEqualTo(properties("user", "u", "password", "p"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://h:5432/shop?                            | shop
            postgresql://h:5432/sh%20op?                         | sh op
            postgresql:shop?                                     | shop
            mysql://h:3306/shop?                                 | shop
            mariadb://address=(host=h,port=1)/shop?autoReconnect=false& | shop
            postgresql://h/shop?crossfade.database=logical&      | logical
            """)
    void theDatabaseIsTheOneInTheUrl(String url, String database) throws SQLException {
        assertThat(Settings.of("jdbc:crossfade:" + url + CP, new Properties(), new Properties())
                        .database())
                .isEqualTo(database);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://h/shop                                       | crossfade.controlPlane
            postgresql://h/shop?crossfade.controlplane=http://cp      | unknown property 'crossfade.controlplane'
            sqlite://h/shop?crossfade.controlPlane=http://cp          | doesn't work with 'sqlite'
            mysql:loadbalance://h,i/shop?crossfade.controlPlane=h     | name one host
            mariadb:sequential://h,i/shop?crossfade.controlPlane=h    | name one host
            mysql://h:1,i:2/shop?crossfade.controlPlane=h             | several hosts
            mysql://h/shop?autoreconnect=true&crossfade.controlPlane=h | autoReconnect=true
            mariadb://h/shop?pool&pool=true&crossfade.controlPlane=h  | pool=true
            postgresql:x?crossfade.controlPlane=h&crossfade.unwrap=no | expected allow or refuse
            postgresql:x?crossfade.controlPlane=h&crossfade.planCacheSize=-1 | expected a whole number
            postgresql:x?crossfade.controlPlane=h&crossfade.planCacheSize=m  | expected a whole number
            """)
    void refusesWhatItCantWorkWith(String url, String message) {
        assertThatThrownBy(() -> Settings.of("jdbc:crossfade:" + url, new Properties(), new Properties()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("MG002"))
                .hasMessageContaining(message);
    }

    @Test
    void acceptsOnlyItsOwnUrls() {
        CrossfadeDriver driver = new CrossfadeDriver();
        assertThat(driver.acceptsURL("jdbc:crossfade:postgresql:shop")).isTrue();
        assertThat(driver.acceptsURL("jdbc:postgresql:shop")).isFalse();
        assertThat(driver.acceptsURL("jdbc:crossfadex:")).isFalse();
        assertThat(driver.acceptsURL(null)).isFalse();
    }

    @Test
    void leavesOthersUrlsToOthers() throws SQLException {
        assertThat(new CrossfadeDriver().connect("jdbc:postgresql:shop", new Properties()))
                .isNull();
    }

    @Test
    void describesTheDelegatesPropertiesAndItsOwn() throws SQLException {
        StubDatabase stub = new StubDatabase();
        CrossfadeDriver driver = new CrossfadeDriver(url -> stub, new Hubs(SqlPlanning.Factory.REWRITING));
        DriverPropertyInfo[] info = driver.getPropertyInfo("jdbc:crossfade:postgresql:shop", new Properties());
        assertThat(Arrays.stream(info).map(each -> each.name))
                .contains("ssl")
                .containsAll(Arrays.stream(Setting.values()).map(Setting::key).toList());
    }

    @Test
    void saysWhichDriverIsMissing() {
        assertThatThrownBy(() -> Delegates.find("jdbc:mysql:other://h/shop?password=secret"))
                .hasMessageContaining("com.mysql:mysql-connector-j")
                .hasMessageNotContaining("secret");
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }
}
