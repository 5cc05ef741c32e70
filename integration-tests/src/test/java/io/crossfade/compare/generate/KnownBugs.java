package io.crossfade.compare.generate;

import io.crossfade.compare.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Differences whose cause is known and not yet mended, so that the machine can look for others.
 *
 * <p>Each line of the file has a name, a pattern for the stage and the kind of difference, and one for the statement,
 * separated by {@code  | }.
 */
final class KnownBugs {

    private record Known(String name, Pattern seen, Pattern statement) {}

    private final List<Known> all = new ArrayList<>();

    static KnownBugs none() {
        return new KnownBugs();
    }

    static KnownBugs read(Path file) throws IOException {
        KnownBugs bugs = new KnownBugs();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", -1);
                bugs.all.add(new Known(
                        parts[0].strip(),
                        Pattern.compile(parts[1].strip(), Pattern.DOTALL),
                        Pattern.compile(parts[2].strip(), Pattern.DOTALL)));
            }
        }
        return bugs;
    }

    Optional<String> name(Generated statement, Difference difference, Place place) {
        String seen = place.layout() + " " + difference.kind() + " " + difference.text();
        String sql = statement.steps().stream().map(Step::sql).collect(Collectors.joining(" ;; "));
        return all.stream()
                .filter(known -> known.seen().matcher(seen).find()
                        && known.statement().matcher(sql).find())
                .map(Known::name)
                .findFirst();
    }
}
