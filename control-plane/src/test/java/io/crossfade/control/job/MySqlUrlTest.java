package io.crossfade.control.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MySqlUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://h:3306/shop, jdbc:mariadb://h:3306/shop",
        "jdbc:mariadb://h/shop?sslMode=trust, jdbc:mariadb://h/shop?sslMode=trust",
        "jdbc:mysql://h/shop?sslMode=DISABLED&x=1, jdbc:mariadb://h/shop?sslMode=disable&x=1",
        "jdbc:mysql://h/shop?x=1&sslMode=VERIFY_IDENTITY, jdbc:mariadb://h/shop?x=1&sslMode=verify-full",
        "jdbc:mysql://h/shop?sslMode=PREFERRED&x=1, jdbc:mariadb://h/shop?x=1",
    })
    void speaksToMariaDbsDriver(String url, String translated) {
        assertThat(MySqlUrl.forMariaDbsDriver(url)).isEqualTo(translated);
    }
}
