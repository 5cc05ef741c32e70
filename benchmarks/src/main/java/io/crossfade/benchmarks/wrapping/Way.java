package io.crossfade.benchmarks.wrapping;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** What a statement goes through on its way to the driver. */
public enum Way {
    RAW,
    HIKARI {
        @Override
        Connection connect(String url) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(1);
            try {
                return new HikariDataSource(config).getConnection();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    AWS_WITHOUT_PLUGINS {
        @Override
        Connection connect(String url) throws SQLException {
            return DriverManager.getConnection(url.replaceFirst("jdbc:", "jdbc:aws-wrapper:") + "&wrapperPlugins=");
        }
    },
    AWS {
        @Override
        Connection connect(String url) throws SQLException {
            return DriverManager.getConnection(url.replaceFirst("jdbc:", "jdbc:aws-wrapper:"));
        }
    },
    P6SPY {
        @Override
        Connection connect(String url) throws SQLException {
            // Says nothing.
            System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
            return DriverManager.getConnection(url.replaceFirst("jdbc:", "jdbc:p6spy:"));
        }
    },
    CROSSFADE {
        @Override
        Connection connect(String url) throws SQLException {
            return crossfade(url, List.of());
        }
    },
    CROSSFADE_MIGRATING_ELSEWHERE {
        @Override
        Connection connect(String url) throws SQLException {
            return crossfade(url, List.of(renames("bench_accounts", Phase.DUAL_WRITE)));
        }
    },
    CROSSFADE_DUAL_WRITE {
        @Override
        Connection connect(String url) throws SQLException {
            return crossfade(url, List.of(renames("bench_users", Phase.DUAL_WRITE)));
        }
    },
    CROSSFADE_TARGET_ONLY {
        @Override
        Connection connect(String url) throws SQLException {
            return crossfade(url, List.of(renames("bench_users", Phase.TARGET_ONLY)));
        }
    };

    /** Opens a connection. */
    Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    private static Migration renames(String table, Phase phase) {
        return new Migration(
                "bench",
                new TableId("public", table),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                phase,
                0);
    }

    private static Connection crossfade(String url, List<Migration> migrations) throws SQLException {
        try {
            Path file = Files.createTempFile("crossfade-benchmark", ".json");
            Files.writeString(file, Wire.write(new Snapshot("bench", 1, migrations)));
            return DriverManager.getConnection(url.replaceFirst("jdbc:", "jdbc:crossfade:")
                    + "&crossfade.database=bench&crossfade.snapshotFile=" + file);
        } catch (IOException e) {
            throw new IllegalStateException("no snapshot can be written", e);
        }
    }
}
