package io.crossfade.jar;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** An application that has its own Calcite, Guava, Jackson, Byte Buddy, Caffeine and SLF4J, and uses the driver. */
final class CollisionProgram {

    private CollisionProgram() {}

    public static void main(String[] args) throws Exception {
        for (String ofAnotherVersion : new String[] {
            "org.apache.calcite.sql.parser.SqlParser",
            "com.google.common.collect.ImmutableList",
            "com.fasterxml.jackson.core.JsonFactory",
            "net.bytebuddy.ByteBuddy",
            "com.github.benmanes.caffeine.cache.Caffeine",
            "org.slf4j.Logger"
        }) {
            Class<?> own = Class.forName(ofAnotherVersion, false, CollisionProgram.class.getClassLoader());
            System.out.println(own.getProtectionDomain().getCodeSource().getLocation());
        }
        try (Connection connection = DriverManager.getConnection(args[0]);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO users (email, name) VALUES ('grace@x', 'Grace')");
            try (ResultSet row = statement.executeQuery("SELECT name FROM users WHERE email = 'grace@x'")) {
                row.next();
                String name = row.getString("name");
                System.out.println("wrote and read " + name + " through both names");
            }
        }
    }
}
