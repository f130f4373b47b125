package dev.jeton.images;

import java.nio.file.Path;
import java.util.List;

/** Writes one tar file for each service: {@code BASE DIRECTORY NAME=APPLICATION...}. */
final class Images {
    private Images() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        String base = words.get(0);
        if (base.isEmpty() || base.startsWith("${")) {
            throw new IllegalArgumentException(
                    "which base image? -Djeton.images.base=tar:///file.tar, or a registry's reference, best by its digest");
        }
        Path directory = Path.of(words.get(1));
        for (String service : words.subList(2, words.size())) {
            int equals = service.indexOf('=');
            String name = service.substring(0, equals);
            Path tar = directory.resolve("jeton-" + name + ".tar");
            new ServiceImage(name, Path.of(service.substring(equals + 1)).normalize()).write(base, tar);
            System.out.println("jeton-" + name + ": " + tar);
        }
    }
}
