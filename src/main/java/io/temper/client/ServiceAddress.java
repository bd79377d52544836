package io.temper.client;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is, and the key that opens it.
 *
 * @param root without a slash at the end
 */
public record ServiceAddress(URI root, Optional<String> key) {
    /** The variable that names a service. */
    public static final String SERVER = "TEMPER_SERVER";
    /** The variable that holds a key. */
    public static final String KEY = "TEMPER_API_KEY";

    private static final int LONGEST_KEY = 1000;

    /** @throws IllegalArgumentException if it is no address of a service */
    public ServiceAddress {
        String scheme = String.valueOf(root.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")
                || root.getHost() == null
                || root.getRawUserInfo() != null
                || root.getRawQuery() != null
                || root.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "server '%s' is not an address such as http://127.0.0.1:8080".formatted(root));
        }
    }

    /**
     * From options, and else from variables of the environment.
     *
     * @return empty if neither names a service
     * @throws IllegalArgumentException if the address or the key cannot be one
     * @throws IOException if the file of the key cannot be read
     */
    public static Optional<ServiceAddress> of(
            @Nullable String server, @Nullable Path keyFile, Map<String, String> environment) throws IOException {
        String address = server != null ? server : environment.getOrDefault(SERVER, "");
        if (address.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new ServiceAddress(parse(address.strip()), key(keyFile, environment)));
    }

    private static URI parse(String address) {
        try {
            return new URI(address.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "server '%s' is not an address such as http://127.0.0.1:8080".formatted(address), e);
        }
    }

    private static Optional<String> key(@Nullable Path file, Map<String, String> environment) throws IOException {
        if (file == null) {
            return checked(environment.getOrDefault(KEY, ""), KEY);
        }
        if (Files.size(file) > LONGEST_KEY) {
            throw new IllegalArgumentException("%s is no file of an API key: it is too long".formatted(file));
        }
        Optional<String> key = checked(Files.readString(file), file.toString());
        if (key.isEmpty()) {
            throw new IllegalArgumentException("%s holds no API key: it is empty".formatted(file));
        }
        return key;
    }

    /** The key is never part of a message. */
    private static Optional<String> checked(String text, String place) {
        String key = text.strip();
        if (!key.matches("[!-~]*")) {
            throw new IllegalArgumentException(
                    "%s holds no API key: a key is one line of visible characters".formatted(place));
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }
}
